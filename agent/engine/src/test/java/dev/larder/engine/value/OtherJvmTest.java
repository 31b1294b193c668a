package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one JVM wrote another reads: salts and identity hashes differ, and a copy that leans on them is silently broken. */
class OtherJvmTest {
    private static final Path OWN = Path.of(System.getProperty("java.home"));

    @TempDir
    Path temp;

    @Test
    void what_one_jvm_wrote_another_reads() throws Exception {
        travels(OWN, OWN);
    }

    @Test
    void what_this_jdk_wrote_another_reads() throws Exception {
        Optional<Path> other = otherJdk();
        assumeTrue(other.isPresent(), "no other JDK beside this one");
        travels(OWN, other.get());
    }

    @Test
    void what_another_jdk_wrote_this_reads() throws Exception {
        Optional<Path> other = otherJdk();
        assumeTrue(other.isPresent(), "no other JDK beside this one");
        travels(other.get(), OWN);
    }

    private void travels(Path from, Path to) throws Exception {
        List<String> wrote = run(from, "write");
        List<String> read = run(to, "read");
        assertThat(read).isEqualTo(wrote);
        assertThat(read.get(read.size() - 1)).startsWith("done ");
    }

    private List<String> run(Path home, String what) throws Exception {
        Path log = temp.resolve("log");
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--add-exports",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CorpusProcess.class.getName(),
                        what,
                        temp.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        assertThat(exit).as(() -> String.join("\n", lines)).isZero();
        return lines;
    }

    /** The newest JDK in a directory beside this one's, of another version and at least 17. */
    private static Optional<Path> otherJdk() throws Exception {
        try (Stream<Path> beside = Files.list(OWN.getParent())) {
            return beside.filter(home -> new File(home.toFile(), "bin/java").canExecute())
                    .filter(home -> feature(home) > Runtime.version().feature())
                    .max(java.util.Comparator.comparingInt(OtherJvmTest::feature));
        }
    }

    private static int feature(Path home) {
        try {
            String release = Files.readString(home.resolve("release"));
            java.util.regex.Matcher version =
                    java.util.regex.Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(release);
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (java.io.IOException unreadable) {
            return 0;
        }
    }
}
