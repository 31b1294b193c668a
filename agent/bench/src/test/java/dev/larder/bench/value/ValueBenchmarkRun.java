package dev.larder.bench.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, which takes some minutes; no build does, for its name is not that of a test.
 *
 * <pre>
 * ./mvnw -pl agent/engine,agent/bench test -Dtest=ValueBenchmarkRun -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class ValueBenchmarkRun {
    @Test
    void beside_the_peers() throws Exception {
        assertThat(new Runner(new OptionsBuilder()
                                .include(ValueBenchmark.class.getName())
                                .build())
                        .run())
                .isNotEmpty();
    }
}
