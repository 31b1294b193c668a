package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();
    private final CacheMeter post = metrics.cache("post");

    private double value(String sample) {
        return metrics.scrape(null)
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + sample + " in\n" + metrics.scrape(null)));
    }

    private void use() {
        metrics.watchStore(() -> true, () -> 3);
        metrics.storeCommand("read", 1_000_000);
        post.miss(10_000_000, 9_000_000);
        post.hit(500_000);
        post.put();
        post.evicted();
        post.unannounced();
        post.bypass(Bypass.KEY);
        post.discard(Discard.LEASE);
    }

    @Test
    void each_figure_has_the_name_that_the_docs_give_it() {
        use();
        assertThat(value("cache_gets_total{cache=\"post\",result=\"hit\"}")).isEqualTo(1);
        assertThat(value("cache_gets_total{cache=\"post\",result=\"miss\"}")).isEqualTo(1);
        assertThat(value("cache_gets_total{cache=\"post\",result=\"bypass\"}")).isEqualTo(1);
        assertThat(value("cache_gets_total{cache=\"post\",result=\"stale\"}")).isZero();
        assertThat(value("cache_puts_total{cache=\"post\"}")).isEqualTo(1);
        assertThat(value("cache_evictions_total{cache=\"post\"}")).isEqualTo(1);
        assertThat(value("larder_unannounced_total{cache=\"post\"}")).isEqualTo(1);
        assertThat(value("larder_bypass_total{cache=\"post\",reason=\"key\"}")).isEqualTo(1);
        assertThat(value("larder_discard_total{cache=\"post\",reason=\"lease\"}"))
                .isEqualTo(1);
        assertThat(value("larder_call_seconds_count{cache=\"post\",outcome=\"miss\"}"))
                .isEqualTo(1);
        assertThat(value("larder_call_seconds_bucket{cache=\"post\",outcome=\"hit\",le=\"5.0E-4\"}"))
                .isEqualTo(1);
        assertThat(value("larder_store_seconds_count{command=\"read\"}")).isEqualTo(1);
        assertThat(value("larder_store_up")).isEqualTo(1);
        assertThat(value("larder_evictions_pending")).isEqualTo(3);
    }

    @Test
    void what_hits_avoid_is_told_by_the_average_load_and_overhead_apart() {
        use();
        assertThat(value("larder_load_avoided_seconds_total{cache=\"post\"}")).isCloseTo(0.009, within(1e-9));
        assertThat(value("larder_overhead_seconds_total{cache=\"post\"}")).isCloseTo(0.0015, within(1e-9));
    }

    @Test
    void the_first_slow_loads_of_a_jvm_are_not_taken_for_what_a_load_costs() {
        post.miss(900_000_000, 800_000_000);
        post.miss(6_000_000, 5_000_000);
        post.miss(9_000_000, 8_000_000);
        assertThat(post.loadNanos()).isEqualTo(5_000_000);
        for (int i = 0; i < 200; i++) {
            post.miss(9_000_000, 8_000_000);
        }
        assertThat(post.loadNanos()).isBetween(7_900_000L, 8_000_000L);
    }

    @Test
    void a_load_that_threw_tells_nothing_of_what_loads_cost() {
        CacheMeter post = metrics.cache("post");
        post.failure(60_000, 50_000);
        assertThat(post.loadNanos()).isZero();
        post.miss(21_000_000, 20_000_000);
        post.failure(60_000, 50_000);
        assertThat(post.loadNanos()).isEqualTo(20_000_000);
        assertThat(post.misses()).isEqualTo(3);
    }

    @Test
    void promtool_finds_nothing_to_complain_about() throws IOException, InterruptedException {
        use();
        String path = System.getenv("PATH");
        assumeTrue(
                path != null
                        && Arrays.stream(path.split(File.pathSeparator, -1))
                                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool"))),
                "no promtool on the path: .ci/run installs it");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(metrics.scrape(null).getBytes(StandardCharsets.UTF_8));
        }
        String words = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(words).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }
}
