package dev.larder.engine.coherence;

import dev.larder.engine.key.ConditionPlan;
import dev.larder.engine.key.KeyException;
import dev.larder.engine.key.TtlPlan;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a method returned is kept, and for how long. Immutable; any thread.
 *
 * @param ttl of all values that don't tell it themselves
 * @param jitterPercent each time is shortened or lengthened at random by up to this much
 * @param ofNull how long a null is kept, zero for not at all; null: as other values
 * @param byValue null where values don't tell how long they live
 * @param unless null where every value is kept
 */
public record Keeping(
        Duration ttl,
        int jitterPercent,
        @Nullable Duration ofNull,
        @Nullable TtlPlan byValue,
        @Nullable ConditionPlan unless) {

    /** All equally long. */
    public static Keeping of(Duration ttl, int jitterPercent) {
        return new Keeping(ttl, jitterPercent, null, null, null);
    }

    /**
     * How long a value is kept; null for not at all.
     *
     * @throws KeyException where nobody can say whether the rule wants it kept: then it is not
     */
    @Nullable
    Duration of(@Nullable Object self, @Nullable Object[] arguments, @Nullable Object value) throws KeyException {
        if (unless != null && unless.holds(self, arguments, value)) {
            return null;
        }
        Duration life = value == null && ofNull != null ? ofNull : told(self, arguments, value);
        return life.isZero() || life.isNegative() ? null : jittered(life.toMillis());
    }

    private Duration told(@Nullable Object self, @Nullable Object[] arguments, @Nullable Object value) {
        if (byValue == null) {
            return ttl;
        }
        try {
            return byValue.ttl(self, arguments, value);
        } catch (KeyException unknown) {
            return ttl;
        }
    }

    /** Entries that were filled together should not all run out together. */
    private Duration jittered(long millis) {
        long most = millis * jitterPercent / 100;
        long spread = most == 0 ? 0 : ThreadLocalRandom.current().nextLong(-most, most + 1);
        return Duration.ofMillis(Math.max(1, millis + spread));
    }
}
