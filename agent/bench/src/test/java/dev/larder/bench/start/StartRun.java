package dev.larder.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent adds to the start of a small application, beside OpenTelemetry's agent in the same run: CPU time of the
 * whole process, and the time until {@code main} begins. The figures are in {@code docs/operating.md}. No build runs it,
 * for its name is not that of a test; {@code verify} fetches the other agent.
 *
 * <pre>
 * ./mvnw -q -pl agent/dist -am verify -DskipTests -DskipITs
 * ./mvnw -pl agent/engine,agent/bench test -Dtest=StartRun -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlarder.jdks=/usr/lib/jvm/17,/usr/lib/jvm/25
 * </pre>
 */
class StartRun {
    private static final int RUNS = Integer.getInteger("larder.runs", 7);
    private static final double MOST_MILLIS = 300;
    private static final double MOST_OF_THE_OTHER = 0.25;

    private static final String BARE = "bare";
    private static final String IDLE = "Larder, 200 rules, none matches";
    private static final String WOVEN = "Larder, the same and one that matches, memory:";
    private static final String OTHER = "OpenTelemetry's agent";

    private static final Path LARDER = Path.of("../dist/target/larder.jar").toAbsolutePath();
    private static final Path OPEN_TELEMETRY =
            Path.of("../dist/target/agents/opentelemetry-javaagent.jar").toAbsolutePath();

    @TempDir
    private Path temp;

    private record Cost(long cpuMillis, long beginMillis) {}

    private static String rules(boolean matching) {
        StringBuilder rules = new StringBuilder(
                "larder: 1\nstore: { namespace: bench, url: \"memory:\" }\nmetrics: { port: 0 }\ncaches:\n");
        for (int i = 0; i < 200; i++) {
            rules.append(String.format(
                    "  c%1$d: { method: \"com.acme.Service%1$d#find(long id)\", key: \"c%1$d:{id}\" }%n", i));
        }
        if (matching) {
            rules.append("  price: { method: \"")
                    .append(SmallMain.class.getName())
                    .append("#price(long id)\", key: \"price:{id}\" }\n");
        }
        return rules.toString();
    }

    private Map<String, List<String>> subjects() throws IOException {
        Path idle = Files.writeString(temp.resolve("idle.yaml"), rules(false));
        Path woven = Files.writeString(temp.resolve("woven.yaml"), rules(true));
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        subjects.put(BARE, List.of());
        subjects.put(IDLE, List.of("-javaagent:" + LARDER + "=" + idle));
        subjects.put(WOVEN, List.of("-javaagent:" + LARDER + "=" + woven));
        subjects.put(
                OTHER,
                List.of(
                        "-javaagent:" + OPEN_TELEMETRY,
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none"));
        return subjects;
    }

    private static Cost start(Path jdk, List<String> agent) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(agent);
        command.addAll(List.of("-cp", "target/test-classes", SmallMain.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(process.waitFor()).isZero();
            String[] words = line.split(" ");
            return new Cost(Long.parseLong(words[0]), Long.parseLong(words[1]));
        }
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** One after the other in turns: what else the machine does meets all alike. */
    private static Map<String, Cost> medians(Path jdk, Map<String, List<String>> subjects) throws Exception {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int run = 0; run < RUNS; run++) {
            for (Map.Entry<String, List<String>> subject : subjects.entrySet()) {
                costs.computeIfAbsent(subject.getKey(), name -> new ArrayList<>())
                        .add(start(jdk, subject.getValue()));
            }
        }
        Map<String, Cost> medians = new LinkedHashMap<>();
        costs.forEach((name, all) -> medians.put(
                name,
                new Cost(
                        median(all.stream().map(Cost::cpuMillis).toList()),
                        median(all.stream().map(Cost::beginMillis).toList()))));
        return medians;
    }

    @Test
    void an_idle_agent_adds_little_to_a_start() throws Exception {
        assertThat(LARDER).as("package it first").exists();
        assumeThat(OPEN_TELEMETRY).as("fetched by verify").exists();
        Map<String, List<String>> subjects = subjects();
        SoftAssertions checks = new SoftAssertions();
        for (String home : System.getProperty("larder.jdks", System.getProperty("java.home"))
                .split(",")) {
            Map<String, Cost> medians = medians(Path.of(home), subjects);
            Cost bare = medians.get(BARE);
            System.out.printf("%n%s, medians of %d runs%n", home, RUNS);
            System.out.println("| | CPU, ms | above bare | until main, ms | above bare |");
            System.out.println("| --- | ---: | ---: | ---: | ---: |");
            medians.forEach((name, cost) -> System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d |%n",
                    name,
                    cost.cpuMillis(),
                    cost.cpuMillis() - bare.cpuMillis(),
                    cost.beginMillis(),
                    cost.beginMillis() - bare.beginMillis()));
            long idle = medians.get(IDLE).cpuMillis() - bare.cpuMillis();
            // All are shown before one that misses fails the run
            checks.assertThat(idle)
                    .as(home)
                    .isLessThanOrEqualTo((long) MOST_MILLIS)
                    .isLessThanOrEqualTo(
                            (long) (MOST_OF_THE_OTHER * (medians.get(OTHER).cpuMillis() - bare.cpuMillis())));
        }
        checks.assertAll();
    }
}
