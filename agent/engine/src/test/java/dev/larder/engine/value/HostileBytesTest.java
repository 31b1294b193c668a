package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileBytesTest {
    /** A small multiple of what came, and what the JDK needs to look for a charset or zone that there isn't. */
    private static final int ALLOCATED_PER_BYTE = 200;

    private static final int ALLOCATED_AT_LEAST = 1_000_000;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<byte[]> payloads(Codec codec) throws Exception {
        List<byte[]> payloads = new ArrayList<>();
        for (Map.Entry<String, Corpus.Maker> entry : Corpus.all().entrySet()) {
            byte[] bytes = codec.encode(entry.getValue().make());
            if (bytes.length < 8_000) {
                payloads.add(bytes);
            }
        }
        return payloads;
    }

    /** Whether the bytes were read as something; any other outcome than that or a bad payload fails the test. */
    private static boolean decodes(Codec codec, byte[] bytes, String what) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        boolean decoded;
        try {
            Object value = codec.decode(bytes, 0, bytes.length);
            decoded = value != null;
        } catch (BadPayloadException expected) {
            decoded = false;
        } catch (Throwable other) {
            throw new AssertionError(what, other);
        }
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(allocated).as(what).isLessThan(ALLOCATED_AT_LEAST + (long) ALLOCATED_PER_BYTE * bytes.length);
        return decoded;
    }

    @Test
    void mutations_are_bad_payloads_or_values() throws Exception {
        Codec codec = CodecFixture.any();
        List<byte[]> payloads = payloads(codec);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int decoded = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = payloads.get(random.nextInt(payloads.size())).clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes = mutated(bytes, random);
            }
            decoded += decodes(codec, bytes, "seed " + seed + ", mutation " + i) ? 1 : 0;
        }
        // Else the mutations were so coarse that they tested only the first check
        assertThat(decoded).isBetween(1_000, 19_000);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 1 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 2 -> {
                bytes[at]++;
                yield bytes;
            }
            case 3 -> {
                bytes[at] = (byte) 0xff;
                yield bytes;
            }
            case 4 -> at == 0 ? bytes : Arrays.copyOf(bytes, at);
            default -> {
                byte[] moved = bytes.clone();
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(bytes.length - from, bytes.length - at) + 1);
                System.arraycopy(bytes, from, moved, at, length);
                yield moved;
            }
        };
    }

    @Test
    void random_bytes_are_bad_payloads_or_values() {
        Codec codec = CodecFixture.any();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[5 + random.nextInt(300)];
            random.nextBytes(bytes);
            // Past the first checks, for half of them
            if (i % 2 == 0) {
                bytes[0] = GraphWriter.FORMAT;
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(1, 5 + random.nextInt(bytes.length - 4));
            }
            decodes(codec, bytes, "seed " + seed + ", payload " + i);
        }
    }

    @Test
    void a_value_of_another_type_than_the_methods_is_a_bad_payload() throws Exception {
        Codec any = CodecFixture.any();
        Codec lists = CodecFixture.of(Typed.class, "points", "dev.larder.engine.value.*");
        byte[] text = any.encode("text");
        assertThatThrownBy(() -> lists.decode(text, 0, text.length)).isInstanceOf(BadPayloadException.class);
    }

    static class Typed {
        List<Corpus.Point> points() {
            return null;
        }
    }

    @Test
    void a_reference_of_the_wrong_type_is_never_stored() throws Exception {
        Codec codec = CodecFixture.any();
        byte[] bytes = codec.encode(new Corpus.Guarded("text"));
        int text = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("text");
        // The tag and the length of the text become a number, small enough for the rest to be read
        byte[] confused = bytes.clone();
        confused[text - 2] = GraphWriter.INTEGER;
        confused[text - 1] = 1;
        assertThatThrownBy(() -> codec.decode(confused, 0, confused.length))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("java.lang.Integer in a field of java.lang.String");
    }

    @Test
    void bytes_that_name_a_class_outside_the_closure_run_none_of_its_code() throws Exception {
        Codec writer = CodecFixture.of(CodecFixture.Any.class, "value", "dev.larder.engine.value.Parrot");
        byte[] bytes = writer.encode(new Parrot());
        byte[] named = named(bytes, "dev.larder.engine.value.Canary");

        Codec closed = CodecFixture.of(CodecFixture.Any.class, "value", "dev.larder.engine.value.P*");
        assertThatThrownBy(() -> closed.decode(named, 0, named.length))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("a class outside the closure");
        assertThat(System.getProperty(Canary.MARK)).isNull();

        // The bytes were right, then: where the rule allows the class they are read, and still no constructor runs.
        Codec open = CodecFixture.of(CodecFixture.Any.class, "value", "dev.larder.engine.value.C*");
        assertThat(open.decode(named, 0, named.length)).isInstanceOf(Canary.class);
        assertThat(System.getProperty(Canary.MARK)).isEqualTo("initialised ");
    }

    /** The same bytes with another class's name and shape in their table. */
    private static byte[] named(byte[] bytes, String name) throws Exception {
        Class<?> type = Class.forName(name, false, HostileBytesTest.class.getClassLoader());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(Parrot.class.getName());
        byte[] named = bytes.clone();
        System.arraycopy(name.getBytes(StandardCharsets.ISO_8859_1), 0, named, at, name.length());
        ByteBuffer.wrap(named)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(at + name.length(), new Forms().get(type).shape());
        return named;
    }
}
