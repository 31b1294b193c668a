package dev.larder.engine.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one place says of {@code warm}. Null where it says nothing of a word; that it stands there is a wish of its own. */
record WarmLayer(
        @Nullable Boolean onStart,
        @Nullable Integer top,
        @Nullable Integer rate) {

    private static final String EXAMPLE = "warm: { on-start: true, top: 200 }";

    /** Null where the place doesn't name it. */
    static @Nullable WarmLayer of(Section place) {
        Section warm = place.section("warm", EXAMPLE, List.of("on-start", "top", "rate"));
        return warm == null
                ? null
                : new WarmLayer(
                        warm.value("on-start", "on-start: true", Quantity::truth),
                        warm.value("top", "top: 200", Quantity::top),
                        warm.value("rate", "rate: 50", Quantity::rate));
    }

    WarmLayer over(@Nullable WarmLayer below) {
        return below == null
                ? this
                : new WarmLayer(Layer.or(onStart, below.onStart), Layer.or(top, below.top), Layer.or(rate, below.rate));
    }

    WarmSettings settings() {
        return new WarmSettings(
                onStart != null && onStart,
                top == null ? WarmSettings.TOP : top,
                rate == null ? WarmSettings.RATE : rate);
    }
}
