package dev.larder.engine.value;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** Makes codecs for the tests. */
final class CodecFixture {
    /** Returns whatever there is; what it may be is told by the rule alone. */
    static class Any {
        Object value() {
            return null;
        }
    }

    static final List<String> ALLOWED = List.of(
            "dev.larder.engine.value.*",
            "kotlin.*",
            "kotlin.ranges.*",
            "kotlin.collections.ArrayDeque",
            "org.joda.time.*",
            "org.springframework.http.*");

    private CodecFixture() {}

    /** For every class of these tests, and those of frameworks that their values hold. */
    static Codec any() {
        return of(Any.class, "value", ALLOWED.toArray(new String[0]));
    }

    static Codec of(Class<?> owner, String method, String... allow) {
        Method found = Arrays.stream(owner.getMethods().length == 0 ? owner.getDeclaredMethods() : owner.getMethods())
                .filter(each -> each.getName().equals(method) && !each.isBridge())
                .findFirst()
                .orElseGet(() -> Arrays.stream(owner.getDeclaredMethods())
                        .filter(each -> each.getName().equals(method))
                        .findFirst()
                        .orElseThrow());
        try {
            return new Codecs().forMethod(found, owner, ValueSettings.allowing(List.of(allow)));
        } catch (RefusedException refused) {
            throw new AssertionError(refused);
        }
    }

    static Object roundTrip(Codec codec, Object value) throws Exception {
        byte[] bytes = codec.encode(value);
        byte[] amidst = new byte[bytes.length + 7];
        Arrays.fill(amidst, (byte) 0x55);
        System.arraycopy(bytes, 0, amidst, 3, bytes.length);
        return codec.decode(amidst, 3, bytes.length);
    }
}
