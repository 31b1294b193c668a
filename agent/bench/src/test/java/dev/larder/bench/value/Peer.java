package dev.larder.bench.value;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Codecs;
import dev.larder.engine.value.ValueSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import org.apache.fory.Fory;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Larder's codec and those that it is measured beside, each set up as for values whose classes nobody registered. */
interface Peer {
    byte[] encode(Object value) throws Exception;

    Object decode(byte[] bytes) throws Exception;

    static Peer named(String name, Method method) throws Exception {
        return switch (name) {
            case "larder" -> of(new Codecs().forMethod(method, method.getDeclaringClass(), ValueSettings.DEFAULTS));
            default -> named(name);
        };
    }

    /** One that needs not be told what it will be given. */
    static Peer named(String name) {
        return switch (name) {
            case "fory-interpreted" -> fory(false);
            case "fory-jit" -> fory(true);
            case "kryo" -> kryo();
            case "jdk" -> jdk();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Peer jdk() {
        return new Peer() {
            @Override
            public byte[] encode(Object value) throws IOException {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                    out.writeObject(value);
                }
                return bytes.toByteArray();
            }

            @Override
            @SuppressWarnings("BanSerializableRead") // it is what is measured
            public Object decode(byte[] bytes) throws Exception {
                try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                    return in.readObject();
                }
            }
        };
    }

    static Peer of(Codec codec) {
        return new Peer() {
            @Override
            public byte[] encode(Object value) throws Exception {
                return codec.encode(value);
            }

            @Override
            public Object decode(byte[] bytes) throws Exception {
                return codec.decode(bytes, 0, bytes.length);
            }
        };
    }

    private static Peer fory(boolean jit) {
        Fory fory = Fory.builder()
                .withXlang(false)
                .requireClassRegistration(false)
                .suppressClassRegistrationWarnings(true)
                .withRefTracking(true)
                .withCompatible(false)
                .withClassVersionCheck(true)
                .serializeEnumByName(true)
                .withCodegen(jit)
                .withAsyncCompilation(false)
                .build();
        return new Peer() {
            @Override
            public byte[] encode(Object value) {
                return fory.serialize(value);
            }

            @Override
            public Object decode(byte[] bytes) {
                return fory.deserialize(bytes);
            }
        };
    }

    private static Peer kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        Output out = new Output(4096, -1);
        Input in = new Input();
        return new Peer() {
            @Override
            public byte[] encode(Object value) {
                out.reset();
                kryo.writeClassAndObject(out, value);
                return out.toBytes();
            }

            @Override
            public Object decode(byte[] bytes) {
                in.setBuffer(bytes);
                return kryo.readClassAndObject(in);
            }
        };
    }
}
