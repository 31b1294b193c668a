package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ScrapeCostTest {
    private static final int CACHES = 200;

    /** CPU time, since other tests run beside it; the first scrapes load classes and are not counted. */
    @Test
    void a_scrape_of_200_caches_costs_less_than_20_ms() {
        Metrics metrics = new Metrics();
        for (int i = 0; i < CACHES; i++) {
            CacheMeter meter = metrics.cache("cache-number-" + i);
            for (int call = 0; call < 100; call++) {
                meter.hit(ThreadLocalRandom.current().nextLong(1_000_000_000));
                meter.miss(ThreadLocalRandom.current().nextLong(1_000_000_000), 1_000);
            }
            metrics.storeCommand("read", 1_000);
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] took = new long[60];
        for (int i = 0; i < took.length; i++) {
            long start = threads.getCurrentThreadCpuTime();
            assertThat(metrics.scrape(null)).contains("cache=\"cache-number-199\"");
            took[i] = threads.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(took, 20, took.length);
        long median = took[40];
        System.out.printf(
                "a scrape of %d caches: %d ms the first time, %.1f ms (median) and %.1f ms (worst) once warm%n",
                CACHES, took[0] / 1_000_000, median / 1e6, took[took.length - 1] / 1e6);
        assertThat(median).isLessThan(20_000_000);
    }
}
