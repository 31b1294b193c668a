package dev.larder.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dev.larder.Sample} answers as javac compiled it, and with its lambdas as classes of their own. */
class LambdasTest {

    private static final String SOURCE = """
            package dev.larder;

            import java.io.Serializable;
            import java.util.*;
            import java.util.function.*;

            public class Sample {
                private final String name = "sample";

                interface Taker { String take(byte a, short b, char c, int d, long e, float f, double g, boolean h, String i); }
                interface Throwing { void run() throws Exception; }
                interface Static { static Supplier<String> of(String x) { return () -> "static " + x; } }
                interface Default { default Supplier<String> mine() { return () -> secret() + this; } private String secret() { return "d"; } }
                record Pair(int left, String right) {}
                static abstract class Base { protected String inherited(String x) { return "inherited " + x; } }
                static class Derived extends Base {
                    private String secret(String x) { return "secret " + x; }
                    Function<String, String> reference() { return this::secret; }
                    Function<String, String> above() { return super::inherited; }
                    class Deep { Supplier<String> deep() { return () -> secret("deep"); } }
                }

                static String all(byte a, short b, char c, int d, long e, float f, double g, boolean h, String i) {
                    return a + "," + b + "," + c + "," + d + "," + e + "," + f + "," + g + "," + h + "," + i;
                }

                private String own(String x) { return name + x; }
                private static int twice(int x) { return 2 * x; }
                static void nothing(Object x) {}
                static Integer boxed(Integer x) { return x + 1; }

                public static String answer() throws Exception {
                    StringBuilder out = new StringBuilder();
                    Sample sample = new Sample();
                    byte a = 1; short b = 2; char c = 'c'; int d = 4; long e = 5L; float f = 6f; double g = 7d; boolean h = true;
                    String i = "nine";
                    Supplier<String> captured = () -> all(a, b, c, d, e, f, g, h, i);
                    Taker direct = Sample::all;
                    Function<String, String> own = sample::own;
                    IntUnaryOperator twice = Sample::twice;
                    Function<Integer, Integer> generic = Sample::twice;
                    ToIntFunction<Integer> unboxed = Sample::boxed;
                    IntFunction<Integer> boxing = Sample::boxed;
                    IntFunction<Object> widened = x -> x;
                    ToLongFunction<Integer> longer = x -> x;
                    ToDoubleFunction<Integer> primitive = Integer::intValue;
                    Supplier<List<String>> constructor = ArrayList::new;
                    BiFunction<Integer, String, Pair> pair = Pair::new;
                    IntFunction<int[]> array = int[]::new;
                    Consumer<String> ignored = String::length;
                    Consumer<Long> longIgnored = Long::longValue;
                    Throwing throwing = () -> { throw new IllegalStateException("thrown"); };
                    Function<Object, String> unbound = Object::toString;
                    BiFunction<String, Integer, Character> two = String::charAt;
                    Comparator<Pair> comparator = Comparator.comparing(Pair::right);
                    BinaryOperator<Integer> sum = Integer::sum;
                    Predicate<String> predicate = String::isEmpty;
                    Supplier<Long> count = "abc".chars()::count;
                    Supplier<String> kept = (Supplier<String> & Serializable) () -> "serializable";
                    Runnable once = () -> out.append("ran;");
                    UnaryOperator<String> recursive = new UnaryOperator<>() {
                        @Override public String apply(String x) { Supplier<String> inner = () -> x.length() > 3 ? x : apply(x + "."); return inner.get(); }
                    };
                    out.append(captured.get()).append(';')
                       .append(direct.take(a, b, c, d, e, f, g, h, i)).append(';')
                       .append(own.apply("x")).append(twice.applyAsInt(4)).append(generic.apply(5)).append(unboxed.applyAsInt(6))
                       .append(boxing.apply(7)).append(widened.apply(8)).append(longer.applyAsLong(9)).append(primitive.applyAsDouble(10))
                       .append(constructor.get()).append(pair.apply(1, "p")).append(array.apply(3).length)
                       .append(unbound.apply(11)).append(two.apply("abc", 1)).append(sum.apply(1, 2)).append(predicate.test("")).append(count.get())
                       .append(kept.get()).append(recursive.apply("r")).append(Static.of("s").get())
                       .append(new Derived().reference().apply("y")).append(new Derived().above().apply("z")).append(new Derived().new Deep().deep().get())
                       .append(new Default() { @Override public String toString() { return "default"; } }.mine().get())
                       .append(comparator.compare(new Pair(1, "a"), new Pair(1, "b")));
                    ignored.accept("q");
                    longIgnored.accept(3L);
                    once.run();
                    List.of("n").forEach(Sample::nothing);
                    try {
                        throwing.run();
                    } catch (IllegalStateException thrown) {
                        out.append(thrown.getMessage());
                    }
                    Supplier<Object> first = null;
                    for (int round = 0; round < 2; round++) {
                        Supplier<Object> same = () -> "same";
                        out.append(first == null || first == same);
                        first = same;
                    }
                    return out.toString();
                }
            }
            """;

    @TempDir
    private Path temp;

    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectory(temp.resolve("classes"));
        Path source = Files.writeString(temp.resolve("Sample.java"), SOURCE);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
    }

    private Map<String, byte[]> compiled() throws IOException {
        Map<String, byte[]> types = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                types.put(typeName(classes.relativize(file).toString().replace('\\', '/')), Files.readAllBytes(file));
            }
        }
        return types;
    }

    private Map<String, byte[]> packed() throws IOException {
        Path jar = temp.resolve("jar");
        Pack.lay(jar, classes.toString());
        Map<String, byte[]> types = new TreeMap<>();
        Archive.read(Files.readAllBytes(jar.resolve(Archive.NAME)))
                .forEach((name, bytes) -> types.put(typeName(name), bytes));
        return types;
    }

    private static String typeName(String file) {
        return file.substring(0, file.length() - ".class".length()).replace('/', '.');
    }

    private static String answer(Map<String, byte[]> types) throws ReflectiveOperationException {
        Map<String, byte[]> left = new HashMap<>(types);
        ClassLoader loader = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = left.remove(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        Method answer = loader.loadClass("dev.larder.Sample").getMethod("answer");
        return (String) answer.invoke(null);
    }

    @Test
    void a_lambda_that_is_a_class_answers_as_the_jvms_own_does() throws Exception {
        String expected = answer(compiled());
        Map<String, byte[]> packed = packed();

        assertThat(answer(packed)).isEqualTo(expected).contains("serializable", "thrown", "secret deep", "ddefault");
        assertThat(packed.keySet())
                .as("one for each lambda")
                .filteredOn(name -> name.contains("$$L"))
                .hasSizeGreaterThan(30);
    }

    /** What is serializable is asked for by name when it is read back, and so stays the JVM's. */
    @Test
    void only_serializable_lambdas_are_left_to_the_jvm() throws Exception {
        Map<String, byte[]> packed = packed();

        assertThat(packed)
                .hasEntrySatisfying(
                        "dev.larder.Sample",
                        bytes -> assertThat(text(bytes))
                                .contains("LambdaMetafactory", "altMetafactory")
                                .doesNotContain("\u0000\u000bmetafactory"));
        packed.remove("dev.larder.Sample");
        assertThat(packed)
                .allSatisfy((name, bytes) -> assertThat(text(bytes)).as(name).doesNotContain("LambdaMetafactory"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
