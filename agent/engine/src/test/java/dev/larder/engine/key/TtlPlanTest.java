package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TtlPlanTest {
    record Token(
            long seconds,
            @Nullable Duration rest,
            double hours,
            @Nullable Integer days,
            String name) {}

    @SuppressWarnings("unused")
    static class Service {
        Token find(long id) {
            throw new IllegalStateException();
        }
    }

    private static Duration ttl(String text, @Nullable ChronoUnit unit, Token token) throws Exception {
        return plan(text, unit).ttl(null, new Object[] {1L}, token);
    }

    private static TtlPlan plan(String text, @Nullable ChronoUnit unit) throws TemplateException {
        return TtlPlan.compile(
                new ValueTtl(text, ValueTtl.hole(text), unit),
                Keys.method(Service.class, "find"),
                null,
                MethodHandles.lookup());
    }

    @Test
    void each_value_tells_its_own_time() throws Exception {
        Token token = new Token(90, Duration.ofMinutes(2), 1.5, 3, "x");
        assertThat(ttl("{result.seconds}", ChronoUnit.SECONDS, token)).isEqualTo(Duration.ofSeconds(90));
        assertThat(ttl("{result.rest}", null, token)).isEqualTo(Duration.ofMinutes(2));
        assertThat(ttl("{result.hours}", ChronoUnit.HOURS, token)).isEqualTo(Duration.ofMinutes(90));
        assertThat(ttl("{result.days}", ChronoUnit.DAYS, token)).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void it_never_exceeds_a_year_and_may_be_over_already() throws Exception {
        Token odd = new Token(Long.MAX_VALUE, Duration.ofDays(9999), Double.NaN, -1, "x");
        assertThat(ttl("{result.seconds}", ChronoUnit.DAYS, odd)).isEqualTo(Duration.ofDays(365));
        assertThat(ttl("{result.rest}", null, odd)).isEqualTo(Duration.ofDays(365));
        assertThat(ttl("{result.hours}", ChronoUnit.HOURS, odd)).isZero();
        assertThat(ttl("{result.days}", ChronoUnit.SECONDS, odd)).isNegative();
    }

    @Test
    void a_value_that_does_not_tell_is_no_time() {
        Token token = new Token(0, null, 0, null, "x");
        assertThatThrownBy(() -> ttl("{result.rest}", null, token)).isInstanceOf(KeyException.class);
        assertThatThrownBy(() -> ttl("{result.days}", ChronoUnit.DAYS, token)).isInstanceOf(KeyException.class);
    }

    @Test
    void what_cannot_be_a_time_is_refused_when_it_is_bound() {
        assertThatThrownBy(() -> plan("{result.name}", ChronoUnit.SECONDS))
                .hasMessageContaining("no number of Seconds");
        assertThatThrownBy(() -> plan("{result.seconds}", null)).hasMessageContaining("needs a unit");
        assertThatThrownBy(() -> plan("{result.secnds}", ChronoUnit.SECONDS)).hasMessageContaining("'seconds'");
    }
}
