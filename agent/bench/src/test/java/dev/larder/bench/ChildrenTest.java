package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChildrenTest {

    @Test
    void closing_ends_every_process_and_deletes_every_directory() throws Exception {
        Children children = new Children();
        Process one = children.start(new ProcessBuilder(java(), "-version", "--dry-run").redirectErrorStream(true));
        Process sleeping = children.start(new ProcessBuilder("sleep", "1000"));
        Path directory = children.directory("larder-demo-test");
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("a/b/c"), "text");
        children.close();
        assertThat(one.isAlive()).isFalse();
        assertThat(sleeping.isAlive()).isFalse();
        assertThat(directory).doesNotExist();
    }

    @Test
    void what_a_process_has_started_ends_with_it() throws Exception {
        Children children = new Children();
        Process shell = children.start(new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; wait"));
        long below = Long.parseLong(shell.inputReader().readLine().strip());
        children.stop(shell);
        assertThat(shell.isAlive()).isFalse();
        assertThat(ProcessHandle.of(below))
                .satisfiesAnyOf(
                        handle -> assertThat(handle).isEmpty(),
                        handle -> assertThat(handle.get().onExit().get()).isNotNull());
    }

    @Test
    void nothing_is_started_once_it_is_closed() {
        Children children = new Children();
        children.close();
        assertThatIllegalStateException().isThrownBy(() -> children.start(new ProcessBuilder("sleep", "1000")));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
