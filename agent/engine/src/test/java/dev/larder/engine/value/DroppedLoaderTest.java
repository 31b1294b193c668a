package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedLoaderTest {

    @Test
    void a_dropped_application_leaves_nothing_behind(@TempDir Path temp) throws Exception {
        Path classes = CompiledClasses.compile(
                temp,
                "record Row(int a, List<Color> colors, Holder<Row> next) {}",
                "enum Color { RED { void x() {} }, BLUE; void x() {} }",
                "class Holder<T> { T value; T[] all; Map<Color, T> byColor = new EnumMap<>(Color.class); }",
                "package jakarta.persistence; import java.lang.annotation.*;"
                        + " @Retention(RetentionPolicy.RUNTIME) public @interface Entity {}",
                "@jakarta.persistence.Entity class Person { long id; List<Person> friends = new ArrayList<>(); Row row; }",
                "class Service { public Person person() { Person p = new Person(); p.id = 1; p.friends.add(new Person());"
                        + " p.friends.add(p); p.row = row(); return p; }"
                        + " public Row row() { Holder<Row> h = new Holder<>(); h.value = new Row(1, List.of(Color.RED), null);"
                        + " h.all = (Row[]) new Row[] {h.value}; h.byColor.put(Color.BLUE, h.value); return new Row(2, List.of(Color.BLUE), h); }"
                        + " public Object any() { return row(); } }");
        Codecs codecs = new Codecs();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            loaders.add(use(codecs, classes));
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            System.gc();
            assertThat(loaders).allMatch(loader -> loader.get() == null);
        });
        // Reachable up to here: it is what must not hold them
        assertThat(codecs).isNotNull();
    }

    private static WeakReference<ClassLoader> use(Codecs codecs, Path classes) throws Exception {
        ClassLoader loader = CompiledClasses.loader(classes);
        Object service = loader.loadClass("app.Service").getConstructor().newInstance();
        for (String method : List.of("row", "any", "person")) {
            Codec codec = CompiledClasses.codec(codecs, loader, "Service", method, "app.*");
            Object value = service.getClass().getMethod(method).invoke(service);
            assertThat(GraphComparison.difference(value, CodecFixture.roundTrip(codec, value)))
                    .isNull();
        }
        return new WeakReference<>(loader);
    }
}
