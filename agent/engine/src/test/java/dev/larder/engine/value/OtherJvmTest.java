package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one JVM wrote another reads: salts and identity hashes differ, and a copy that leans on them is silently broken. */
class OtherJvmTest {
    private static final Path OWN = ForkedJvm.ownJdk();

    @TempDir
    Path temp;

    @Test
    void what_one_jvm_wrote_another_reads() throws Exception {
        travels(OWN, OWN);
    }

    @Test
    void what_this_jdk_wrote_another_reads() throws Exception {
        Optional<Path> other = ForkedJvm.otherJdk();
        assumeTrue(other.isPresent(), "no other JDK beside this one");
        travels(OWN, other.get());
    }

    @Test
    void what_another_jdk_wrote_this_reads() throws Exception {
        Optional<Path> other = ForkedJvm.otherJdk();
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
        return ForkedJvm.run(
                home, temp, List.of("-XX:TieredStopAtLevel=1"), CorpusProcess.class, what, temp.toString());
    }
}
