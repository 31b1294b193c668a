package dev.larder.bench.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmark with the packaged agent, which takes a minute; no build does, for its name is not that of a test.
 *
 * <pre>
 * ./mvnw -q -DskipTests package
 * ./mvnw -pl agent/engine,agent/bench test -Dtest=RuleOffBenchmarkRun -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class RuleOffBenchmarkRun {
    private static final double MOST_NANOS = 5;

    @TempDir
    private Path temp;

    @Test
    void a_rule_that_is_off_costs_next_to_nothing() throws Exception {
        Path jar = Path.of("../dist/target/larder.jar").toAbsolutePath().normalize();
        assertThat(jar).as("package it first").exists();
        Path rules = Files.writeString(temp.resolve("rules.yaml"), RuleOffBenchmark.rules(true));
        // Medians: the machine is never idle
        Map<String, Double> nanos = new HashMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(RuleOffBenchmark.class.getName())
                        .jvmArgsAppend("-javaagent:" + jar + "=" + rules, "-Dlarder.rules=" + rules)
                        .build())
                .run()) {
            nanos.put(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        assertThat(nanos.get("woven") - nanos.get("twin")).isLessThan(MOST_NANOS);
    }
}
