package dev.larder.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningAgentsTest {
    @TempDir
    private Path temp;

    private static RunningAgents.Found agent(long pid, Instant started) {
        return new RunningAgents.Found(
                pid, "127.0.0.1", 9464, "/srv/blog/rules.yaml", started, "1.2.3", "redis://***@host:6379", "to\"ken");
    }

    private static Instant ownStart() {
        return ProcessHandle.current().info().startInstant().orElseThrow();
    }

    @Test
    void an_agent_is_found_by_the_file_that_it_leaves_until_it_is_closed() throws IOException {
        Path directory = temp.resolve("larder");
        RunningAgents.Found own = agent(ProcessHandle.current().pid(), ownStart());
        try (AgentFile left = AgentFile.leave(directory, own)) {
            assertThat(new RunningAgents(List.of(temp.resolve("none"), directory)).find())
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.pid()).isEqualTo(own.pid());
                        assertThat(found.address()).isEqualTo(URI.create("http://127.0.0.1:9464"));
                        assertThat(found.rules()).isEqualTo(own.rules());
                        assertThat(found.token()).isEqualTo("to\"ken");
                        assertThat(found.toString()).doesNotContain("ken");
                    });
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void files_of_dead_processes_and_of_others_with_the_same_id_are_stale() throws Exception {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("out").toFile())
                .start();
        ended.waitFor();
        Path directory = Files.createDirectory(temp.resolve("larder"));
        try (AgentFile dead = AgentFile.leave(directory, agent(ended.pid(), Instant.now()));
                AgentFile other = AgentFile.leave(
                        directory,
                        agent(ProcessHandle.current().pid(), ownStart().minusSeconds(1000)))) {
            assertThat(new RunningAgents(List.of(directory)).find()).isEmpty();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void what_else_lies_there_is_passed_over() throws IOException {
        Files.writeString(temp.resolve("1.json"), "{\"pid\":");
        Files.writeString(temp.resolve("2.json"), "{}");
        Files.writeString(temp.resolve("3.json"), "[".repeat(10_000));
        Files.createDirectory(temp.resolve("4.json"));
        assertThat(new RunningAgents(List.of(temp)).find()).isEmpty();
        assertThat(temp.resolve("1.json")).exists();
    }

    @Test
    void the_file_is_readable_by_its_user_alone() throws IOException {
        assumeTrue(Files.getFileStore(temp).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Path directory = Files.createDirectory(temp.resolve("larder"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (AgentFile left =
                AgentFile.leave(directory, agent(ProcessHandle.current().pid(), ownStart()))) {
            assertThat(Files.getPosixFilePermissions(directory))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            try (var files = Files.list(directory)) {
                assertThat(files)
                        .singleElement()
                        .satisfies(file -> assertThat(Files.getPosixFilePermissions(file))
                                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
        }
    }

    @Test
    void addresses_that_mean_every_interface_are_asked_on_the_loopback_one() {
        assertThat(new RunningAgents.Found(1, "0.0.0.0", 1, "", Instant.EPOCH, "", "", null).address())
                .isEqualTo(URI.create("http://127.0.0.1:1"));
        assertThat(new RunningAgents.Found(1, "::", 1, "", Instant.EPOCH, "", "", null).address())
                .isEqualTo(URI.create("http://[::1]:1"));
        assertThat(new RunningAgents.Found(1, "::", 0, "", Instant.EPOCH, "", "", null).address())
                .isNull();
    }

    @Test
    void json_is_read_as_it_was_written_and_nothing_else_is() {
        String text = new JsonText()
                .open('{')
                .name("a\u20ac\"\\\n")
                .open('[')
                .value(1)
                .value(0.5)
                .value(true)
                .value((String) null)
                .value(Double.NaN)
                .close(']')
                .name("b")
                .open('{')
                .close('}')
                .close('}')
                .toString();
        Map<String, Object> read = JsonReader.object(JsonReader.read(text));
        assertThat(read).containsOnlyKeys("a\u20ac\"\\\n", "b");
        assertThat(JsonReader.array(read.get("a\u20ac\"\\\n"))).containsExactly(1.0, 0.5, true, null, null);
        for (String wrong :
                List.of("", "{", "[1,]", "{\"a\"}", "tru", "\"\\u00g0\"", "\"", "1 2", "-", "[".repeat(99))) {
            assertThatThrownBy(() -> JsonReader.read(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no JSON");
        }
    }
}
