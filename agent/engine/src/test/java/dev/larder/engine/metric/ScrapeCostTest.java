package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ScrapeCostTest {
    private static final int CACHES = 200;

    @Test
    void no_call_waits_for_a_scrape_nor_for_a_look_at_the_hottest_keys() throws Exception {
        Metrics metrics = new Metrics();
        CacheMeter meter = metrics.cache("cache");
        AtomicBoolean stop = new AtomicBoolean();
        Thread looking = new Thread(() -> {
            while (!stop.get()) {
                meter.hotKeys().hottest(10);
                meter.slowLoads().slowest(10);
            }
        });
        looking.start();
        // Whatever a scrape locks, it locks within this
        synchronized (metrics) {
            CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            meter.hit(90_000);
                            meter.miss(200_000, 100_000);
                            meter.hotKeys().miss("key:" + i, "method");
                            meter.slowLoads().loaded("key:" + i, i, System.nanoTime());
                            metrics.storeCommand("read", 1_000);
                        }
                    })
                    .get(30, TimeUnit.SECONDS);
        }
        stop.set(true);
        looking.join();
        assertThat(meter.hits()).isEqualTo(10_000);
    }

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
