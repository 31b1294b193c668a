package dev.larder.bench.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the peers to the corpus of the value room: each kind is written in one JVM and read in another. Prints one table,
 * and for each library the kinds that came back as something else. Takes a minute; no build runs it, for its name is not
 * that of a test.
 *
 * <pre>
 * ./mvnw -pl agent/engine,agent/bench test -Dtest=CorpusRun -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class CorpusRun {
    private static final List<String> PEERS = List.of("larder", "fory-interpreted", "fory-jit", "kryo", "jdk");
    private static final List<String> OUTCOMES = List.of("right", "refused", "wrong", "failed");

    @TempDir
    Path temp;

    @Test
    void beside_the_peers() throws Exception {
        List<String> table = new ArrayList<>();
        table.add("| library | right | refused | silently wrong | can't be read |");
        table.add("| --- | --- | --- | --- | --- |");
        for (String peer : PEERS) {
            Map<String, List<String>> kinds = outcomes(peer);
            table.add(OUTCOMES.stream()
                    .map(outcome -> String.valueOf(
                            kinds.getOrDefault(outcome, List.of()).size()))
                    .collect(Collectors.joining(" | ", "| " + peer + " | ", " |")));
            System.out.println(peer + ", silently wrong: " + kinds.getOrDefault("wrong", List.of()));
            if (peer.equals("larder")) {
                assertThat(kinds.keySet()).containsExactly("right");
            }
        }
        table.forEach(System.out::println);
    }

    private Map<String, List<String>> outcomes(String peer) throws Exception {
        Path home = Files.createDirectory(temp.resolve(peer));
        run(peer, "write", home);
        Map<String, List<String>> kinds = new TreeMap<>();
        for (String line : run(peer, "read", home)) {
            int tab = line.indexOf('\t');
            if (tab > 0 && OUTCOMES.contains(line.substring(0, tab))) {
                kinds.computeIfAbsent(line.substring(0, tab), any -> new ArrayList<>())
                        .add(line.substring(tab + 1));
            }
        }
        return kinds;
    }

    private static List<String> run(String peer, String what, Path home) throws IOException, InterruptedException {
        Path log = home.resolve(what + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--add-exports",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        // What each of them asks for
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.util=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.lang.invoke=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.time=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.net=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CorpusChild.class.getName(),
                        peer,
                        what,
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        assertThat(exit).as(() -> String.join("\n", lines)).isZero();
        return lines;
    }
}
