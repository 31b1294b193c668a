package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the room costs an application's start: nothing before the first binding, and no lambdas at that. */
class ColdStartTest {
    record Author(long id, String name) {}

    static class Service {
        @SuppressWarnings("unused")
        List<Author> authors() {
            return List.of();
        }
    }

    static final class Starts {
        private Starts() {}

        public static void main(String[] arguments) throws Exception {
            Codecs codecs = new Codecs();
            System.out.println("made");
            codecs.forMethod(Service.class.getDeclaredMethod("authors"), Service.class, ValueSettings.DEFAULTS);
            System.out.println("bound");
        }
    }

    @TempDir
    Path temp;

    @Test
    void neither_start_nor_binding_makes_lambdas_or_the_forms_of_what_is_not_returned() throws Exception {
        Path log = temp.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "--add-exports",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starts.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        int made = lines.indexOf("made");
        int bound = lines.indexOf("bound");
        assertThat(made).isPositive();
        assertThat(bound).isGreaterThan(made);

        Pattern ours = Pattern.compile(".* (dev\\.larder\\.engine\\.value\\.\\S+) .*");
        List<String> atStart = named(lines.subList(0, made), ours);
        assertThat(atStart).contains(Codecs.class.getName()).doesNotContain(JdkForms.class.getName());

        Pattern linked = Pattern.compile(".* (\\S*(?:Lambda|LambdaForm\\$[A-Z]+/)\\S*) .*");
        assertThat(named(lines.subList(made, bound), linked)).isEmpty();
        assertThat(named(lines.subList(made, bound), ours)).doesNotContain(TimeScalar.class.getName());
    }

    private static List<String> named(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .map(matcher -> matcher.matches() ? matcher.group(1) : null)
                .filter(Objects::nonNull)
                .toList();
    }
}
