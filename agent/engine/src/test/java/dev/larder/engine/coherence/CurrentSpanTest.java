package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurrentSpanTest {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();
    private final Tracer tracer = provider.get("test");
    private final Store store = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final Jvm jvm = new Jvm(store);
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG);

    @AfterEach
    void close() {
        provider.close();
        store.close();
    }

    private SpanData within(Runnable calls) {
        Span span = tracer.spanBuilder("page").startSpan();
        try (Scope scope = span.makeCurrent()) {
            calls.run();
        } finally {
            span.end();
        }
        return spans.getFinishedSpanItems().get(spans.getFinishedSpanItems().size() - 1);
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    @Test
    void what_became_of_a_call_is_on_the_span_that_it_was_made_in() {
        SpanData miss = within(() -> jvm.post(1, () -> "v"));
        assertThat(attribute(miss, "larder.cache")).isEqualTo("post");
        assertThat(attribute(miss, "larder.outcome")).isEqualTo("miss");

        SpanData hit = within(() -> jvm.post(1, () -> "v"));
        assertThat(attribute(hit, "larder.cache")).isEqualTo("post");
        assertThat(attribute(hit, "larder.outcome")).isEqualTo("hit");

        assertThat(within(() -> {}).getAttributes().isEmpty()).isTrue();
    }

    @Test
    void a_call_outside_of_any_span_is_served_as_ever() {
        jvm.post(1, () -> "old");
        assertThat(jvm.post(1, () -> "new")).isEqualTo("old");
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void a_class_that_sees_no_OpenTelemetry_has_no_span() {
        assertThat(CurrentSpan.seenBy(CurrentSpanTest.class, log)).isNotNull();
        assertThat(CurrentSpan.seenBy(String.class, log)).isNull();
        assertThat(logged.size()).isZero();
    }

    /** What OpenTelemetry's class is not like. */
    public static final class Unlike {}

    /** A span that no attribute can be set on. */
    public static final class Failing {
        public static Failing current() {
            return new Failing();
        }

        public Failing setAttribute(String name, String value) {
            throw new IllegalStateException("read only: " + name + value);
        }
    }

    @Test
    void an_API_that_is_not_as_it_is_known_counts_as_none() {
        assertThat(CurrentSpan.of(Unlike.class, log)).isNull();
        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("nothing is written on spans");
    }

    @Test
    void a_span_that_fails_fails_no_call_and_is_told_of_once() {
        CurrentSpan span = CurrentSpan.of(Failing.class, log);
        assertThat(span).isNotNull();
        span.outcome("post", "hit");
        span.outcome("post", "hit");
        assertThat(logged.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("nothing more is written on spans", "read only");
    }
}
