package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** A real terminal, inside tmux, in which commands of larder.jar are typed. */
final class TmuxTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> tmux;

    private TmuxTerminal(List<String> tmux) {
        this.tmux = tmux;
    }

    /** @param place where the agents leave their files */
    static TmuxTerminal open(Path place, Jdk jdk) throws IOException {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux")));
        assumeThat(there).as("no tmux here: the terminal is not tried").isTrue();
        // A line of its own for the code, so that the next prompt doesn't hide it
        Path larder = Files.writeString(place.resolve("larder.sh"), """
                larder() {
                  clear
                  %s -Djava.io.tmpdir=%s -jar %s "$@"
                  echo "ended with $?"
                }
                PS1='> '
                """.formatted(jdk.java(), place, ForkedJvm.jar()));
        TmuxTerminal terminal =
                new TmuxTerminal(List.of("tmux", "-S", place.resolve("tmux").toString(), "-f", "/dev/null"));
        terminal.run("new-session", "-d", "-x", "150", "-y", "50", "env", "-u", "XDG_RUNTIME_DIR", "-u", "TMUX", "sh");
        terminal.run("send-keys", ". " + larder, "Enter");
        return terminal;
    }

    private String run(String... words) {
        List<String> command = new ArrayList<>(tmux);
        command.addAll(Arrays.asList(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** A command of larder.jar, on a screen that is cleared for it. */
    void type(String command) {
        run("send-keys", "larder " + command, "Enter");
    }

    void key(String key) {
        run("send-keys", key);
    }

    String screen() {
        return run("capture-pane", "-p");
    }

    /** With the escapes that colours are made of. */
    String colours() {
        return run("capture-pane", "-p", "-e");
    }

    void await(String part) {
        Awaitility.await(part)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(screen()).contains(part));
    }

    /** Whether what is typed is shown: what top switches off has to come back. */
    boolean echoes() {
        run("send-keys", "# seen");
        await("# seen");
        run("send-keys", "Enter");
        return true;
    }

    /** The screen as a person sees it, among what the build leaves. */
    void keep(String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "terminal"));
        Files.writeString(directory.resolve(name + ".txt"), screen());
    }

    @Override
    public void close() {
        run("kill-server");
    }
}
