package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This test's own Micrometer plays the application's. */
class ApplicationRegistryTest {
    private final Metrics metrics = new Metrics();
    private final MeterRegistry application = new SimpleMeterRegistry();

    @BeforeEach
    void bind() {
        io.micrometer.core.instrument.Metrics.addRegistry(application);
    }

    @AfterEach
    void unbind() {
        io.micrometer.core.instrument.Metrics.removeRegistry(application);
    }

    private ApplicationRegistry open() throws ReflectiveOperationException {
        return ApplicationRegistry.of(Class.forName(ApplicationRegistry.NAME), metrics);
    }

    private double count(String name, String... tags) {
        return application.get(name).tags(tags).functionCounter().count();
    }

    @Test
    void it_has_the_same_figures_below_larder() throws ReflectiveOperationException {
        CacheMeter post = metrics.cache("post");
        ApplicationRegistry opened = open();
        opened.update();
        post.miss(10_000_000, 9_000_000);
        post.hit(500_000);
        post.bypass(Bypass.WRITING);
        metrics.watchStore(() -> true, () -> 3);
        assertThat(count("larder.cache.gets", "cache", "post", "result", "hit")).isEqualTo(1);
        assertThat(count("larder.cache.gets", "cache", "post", "result", "miss"))
                .isEqualTo(1);
        assertThat(count("larder.bypass", "cache", "post", "reason", "writing")).isEqualTo(1);
        assertThat(count("larder.load.avoided.seconds", "cache", "post")).isCloseTo(0.009, within(1e-9));
        assertThat(application.get("larder.evictions.pending").gauge().value()).isEqualTo(3);
        assertThat(application
                        .get("larder.call")
                        .tags("outcome", "miss")
                        .functionTimer()
                        .totalTime(TimeUnit.SECONDS))
                .isCloseTo(0.01, within(1e-9));
        opened.remove();
        assertThat(application.getMeters()).isEmpty();
    }

    @Test
    void caches_that_come_later_are_added_and_none_twice() throws ReflectiveOperationException {
        ApplicationRegistry opened = open();
        metrics.cache("one").put();
        opened.update();
        int meters = application.getMeters().size();
        opened.update();
        assertThat(application.getMeters()).hasSize(meters);
        metrics.cache("two").put();
        opened.update();
        assertThat(count("larder.cache.puts", "cache", "two")).isEqualTo(1);
        opened.remove();
    }
}
