package dev.larder.engine.rule;

import dev.larder.engine.key.ValueTtl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long values live.
 *
 * @param ttl at most; also where {@code byValue} can't be told
 * @param jitterPercent each entry's time is shortened or lengthened at random by up to this much
 * @param byValue null where all values live equally long
 * @param ofNull null where a null lives as long as other values; zero: it isn't stored
 * @param staleWhileReload how long before its end a value may be reloaded by one caller while others still get it; null:
 *     never
 * @param staleIfError how long past its end a value is kept for a load that throws; null: not at all
 */
public record Lifetime(
        Duration ttl,
        int jitterPercent,
        @Nullable ValueTtl byValue,
        @Nullable Duration ofNull,
        @Nullable Duration staleWhileReload,
        @Nullable Duration staleIfError) {}
