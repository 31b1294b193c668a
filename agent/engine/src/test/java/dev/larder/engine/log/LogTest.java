package dev.larder.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), Log.Level.INFO);

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^\\[larder [^]]*] ", ""))
                .toList();
    }

    private static long afterAMinute() {
        return System.nanoTime() + Duration.ofSeconds(61).toNanos();
    }

    @Test
    void the_level_decides_and_may_change() {
        log.debug("one");
        log.info("two");
        log.level(Log.Level.DEBUG);
        log.debug("three");
        log.level(Log.Level.ERROR);
        log.warn("four");
        log.error("five");
        log.level(Log.Level.OFF);
        log.error("six");
        log.fault("seven", new IllegalStateException("eight"));
        assertThat(lines()).containsExactly("INFO two", "DEBUG three", "ERROR five");
    }

    @Test
    void faults_that_come_again_are_summed_up_after_a_minute() {
        for (int i = 0; i < 1_000; i++) {
            log.fault("reading failed", new IllegalStateException("key " + i));
        }
        log.fault("writing failed", new IllegalStateException("once"));
        log.sumUp();
        assertThat(lines())
                .containsExactly(
                        "ERROR reading failed (java.lang.IllegalStateException: key 0)",
                        "ERROR writing failed (java.lang.IllegalStateException: once)");
        log.sumUp(afterAMinute());
        assertThat(lines())
                .hasSize(3)
                .last()
                .isEqualTo("WARN 999 times more since then: reading failed (java.lang.IllegalStateException: key 0)");
        log.fault("reading failed", new IllegalStateException("again"));
        assertThat(lines()).hasSize(4).last().asString().startsWith("ERROR reading failed");
    }

    @Test
    void errors_that_tell_a_person_what_to_correct_are_told_each_time() {
        log.error("rules.yaml:1:1: wrong");
        log.error("rules.yaml:1:1: wrong");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void so_many_kinds_as_nobody_expects_take_no_memory() {
        for (int i = 0; i < 10_000; i++) {
            log.warn("kind " + i);
        }
        assertThat(lines()).hasSize(10_000);
        log.warn("kind 9999");
        log.warn("kind 0");
        assertThat(lines()).hasSize(10_001);
    }

    @Test
    void a_level_is_read_as_settings_write_it() {
        assertThat(Log.Level.of(" Debug ")).isEqualTo(Log.Level.DEBUG);
        assertThat(Log.Level.of("loud")).isNull();
        assertThat(Log.Level.parse("loud")).isEqualTo(Log.Level.INFO);
        assertThat(Log.Level.parse(null)).isEqualTo(Log.Level.INFO);
    }

    @Test
    void times_are_those_that_the_jdk_writes_with_milliseconds() {
        DateTimeFormatter written =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        for (String time : List.of(
                "1970-01-01T00:00:00Z",
                "2024-02-29T23:59:59.999999Z",
                "2026-11-04T05:06:07.008Z",
                "9999-12-31T01:02:03Z")) {
            Instant instant = Instant.parse(time);
            assertThat(Log.timestamp(instant)).isEqualTo(written.format(instant));
        }
    }
}
