package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One class in two versions: what was written by the old one must never be read by the new one, unless it is the same. */
class SchemaTest {
    private static final String BASE = "class Base { int b; }";
    private static final String PART = "class Part { int p; }";
    private static final String COLOR = "enum Color { RED, BLUE }";
    private static final String ROW = "record Row(int a, String b) {}";
    private static final String THING =
            "class Thing extends Base { int a; String b; List<String> c; Color color; Part part; List<Part> parts; Row row; }";
    private static final String SERVICE = "class Service { public Thing get() { return null; }"
            + " public List<Thing> all() { return null; } public Object any() { return new Thing(); } }";

    /** The first version, which all others are compared with. */
    @TempDir
    static Path first;

    private static Path old;

    @TempDir
    Path temp;

    @BeforeAll
    static void compileFirst() {
        old = CompiledClasses.compile(first, BASE, PART, COLOR, ROW, THING, SERVICE);
    }

    private Path version(int number, String from, String to) {
        String[] sources = {BASE, PART, COLOR, ROW, THING, SERVICE};
        for (int i = 0; i < sources.length; i++) {
            sources[i] = sources[i].replace(from, to);
        }
        return CompiledClasses.compile(temp.resolve("v" + number), sources);
    }

    private Codec codec(Path classes, String method) throws Exception {
        return CompiledClasses.codec(new Codecs(), CompiledClasses.loader(classes), "Service", method, "app.*");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("field added", "int a; String b;", "int a; String b; int n;"),
                Arguments.of("field removed", "int a; String b;", "int a;"),
                Arguments.of("field renamed", "int a; String b;", "int a; String z;"),
                Arguments.of("int to long", "int a; String b;", "long a; String b;"),
                Arguments.of("int to Integer", "int a; String b;", "Integer a; String b;"),
                Arguments.of("String to StringBuilder", "String b; List", "StringBuilder b; List"),
                Arguments.of("list to set", "List<String> c", "Set<String> c"),
                Arguments.of("other elements", "List<String> c", "List<Integer> c"),
                Arguments.of("enum constant inserted", "RED, BLUE", "RED, GREEN, BLUE"),
                Arguments.of("enum constant removed", "RED, BLUE", "RED"),
                Arguments.of("enum constant renamed", "RED, BLUE", "RED, NAVY"),
                Arguments.of("enum constants swapped", "RED, BLUE", "BLUE, RED"),
                Arguments.of("component added", "(int a, String b)", "(int a, String b, int c)"),
                Arguments.of("component of another type", "(int a, String b)", "(int a, Object b)"),
                Arguments.of("field added to the superclass", "int b;", "int b; int bb;"),
                Arguments.of("field added to a part", "int p;", "int p; int q;"),
                Arguments.of("superclass dropped", "extends Base", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void a_change_is_another_shape(String what, String from, String to) throws Exception {
        Path changed = version(2, from, to);
        for (String method : new String[] {"get", "all"}) {
            assertThat(codec(changed, method).shape())
                    .as(method)
                    .isNotEqualTo(codec(old, method).shape());
        }
    }

    @Test
    void a_change_of_an_allowed_class_is_found_in_the_bytes() throws Exception {
        Path changed = version(2, "int a; String b;", "int a; String b; int n;");
        Codec before = codec(old, "any");
        Codec after = codec(changed, "any");
        ClassLoader loader = CompiledClasses.loader(old);
        Object service = loader.loadClass("app.Service").getConstructor().newInstance();
        Object thing = service.getClass().getMethod("any").invoke(service);
        Codec own = new Codecs()
                .forMethod(
                        service.getClass().getMethod("any"),
                        service.getClass(),
                        ValueSettings.allowing(java.util.List.of("app.*")));
        byte[] bytes = own.encode(thing);

        assertThat(after.shape()).isEqualTo(before.shape());
        assertThat(before.decode(bytes, 0, bytes.length).getClass().getName()).isEqualTo("app.Thing");
        assertThatThrownBy(() -> after.decode(bytes, 0, bytes.length))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("app.Thing has changed its shape");
    }

    @Test
    void what_the_values_do_not_depend_on_is_the_same_shape() throws Exception {
        Codec before = codec(old, "get");
        String[] same = {
            "int a; String b;", "String b; int a;",
            "int a; String b;", "int a; String b; void more() {}",
            "int a; String b;", "int a; String b; static int count;",
            "int a; String b;", "private int a; protected String b;"
        };
        for (int i = 0; i < same.length; i += 2) {
            assertThat(codec(version(10 + i, same[i], same[i + 1]), "get").shape())
                    .as(same[i + 1])
                    .isEqualTo(before.shape());
        }
    }

    @Test
    void bytes_of_reordered_fields_are_read_right() throws Exception {
        Path reordered = version(2, "int a; String b;", "String b; int a;");
        ClassLoader loader = CompiledClasses.loader(old);
        Class<?> type = loader.loadClass("app.Thing");
        Object thing = type.getConstructor().newInstance();
        RawFields.putInt(thing, RawFields.offset(type, "a"), 7);
        RawFields.putReference(thing, RawFields.offset(type, "b"), "text");
        Codecs codecs = new Codecs();
        byte[] bytes = CompiledClasses.codec(codecs, loader, "Service", "get").encode(thing);

        Object back = codec(reordered, "get").decode(bytes, 0, bytes.length);
        assertThat(RawFields.getInt(back, RawFields.offset(back.getClass(), "a")))
                .isEqualTo(7);
        assertThat(RawFields.getReference(back, RawFields.offset(back.getClass(), "b")))
                .isEqualTo("text");
    }
}
