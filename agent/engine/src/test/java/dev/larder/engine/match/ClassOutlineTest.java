package dev.larder.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassOutlineTest {

    @SuppressWarnings("unused")
    abstract static class Sample<T> implements Comparable<Sample<T>> {
        long field;

        abstract int[][] arrays(long a, String[] b, Map.Entry<String, T> c);

        static void nothing() {}

        @Override
        public int compareTo(Sample<T> other) {
            return 0;
        }
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    @Test
    void methods_read_as_the_class_file_declares_them() {
        ClassOutline outline = ClassOutline.read(bytes(Sample.class));
        assertThat(outline.readableName()).isEqualTo(Sample.class.getName());
        assertThat(outline.methods().stream().map(MethodOutline::signature))
                .contains("arrays(long, java.lang.String[], java.util.Map$Entry)", "nothing()");
        assertThat(outline.methods().stream()
                        .filter(method -> method.name().equals("arrays"))
                        .map(MethodOutline::returned))
                .containsExactly("int[][]");
        assertThat(outline.methods().stream().filter(MethodOutline::isBridge).map(MethodOutline::signature))
                .containsExactly("compareTo(java.lang.Object)");
    }

    @Test
    void the_outline_of_large_classes_agrees_with_reflection() {
        for (Class<?> type :
                new Class<?>[] {String.class, Thread.class, java.util.concurrent.ConcurrentHashMap.class}) {
            ClassOutline outline = ClassOutline.read(bytes(type));
            assertThat(outline.header().superName())
                    .isEqualTo(type.getSuperclass().getName().replace('.', '/'));
            assertThat(outline.methods().stream()
                            .filter(MethodOutline::isMethod)
                            .map(MethodOutline::signature))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getDeclaredMethods())
                            .map(ClassOutlineTest::signature)
                            .toList());
        }
    }

    private static String signature(Method method) {
        StringBuilder text = new StringBuilder(method.getName()).append('(');
        for (Class<?> parameter : method.getParameterTypes()) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ")
                    .append(TypeNames.readable(parameter.descriptorString()));
        }
        return text.append(')').toString();
    }

    @Test
    void damaged_class_files_are_no_class_files() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = bytes(Thread.class);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int j = 0; j < 3 && damaged.length > 0; j++) {
                damaged[random.nextInt(Math.min(damaged.length, 4000))] = (byte) random.nextInt();
            }
            try {
                ClassOutline outline = ClassOutline.read(damaged);
                if (outline != null) {
                    outline.methods().forEach(MethodOutline::name);
                }
            } catch (RuntimeException | Error fault) {
                throw new AssertionError("seed " + seed + ", round " + i, fault);
            }
        }
    }
}
