package dev.larder.engine.value;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time that most values have. One number holds all of it but those of other ages. */
final class InstantScalar extends ScalarForm {
    /** Of the nanoseconds, of which there are fewer; in their place it says that what follows is in parts. */
    private static final int NANO_BITS = 30;

    private static final long IN_PARTS = (1L << NANO_BITS) - 1;

    InstantScalar(String name, int number) {
        super(name, number);
    }

    @Override
    void write(Object value, Output out) throws RefusedException {
        put((Instant) value, out);
    }

    /** As {@link Layout} writes it, without a look-up of the form: no other class's objects are so frequent in fields. */
    static void writeOrNull(@Nullable Instant instant, Output out) throws RefusedException {
        if (instant == null) {
            out.one(Output.NULL);
        } else {
            out.one(Output.PRESENT);
            put(instant, out);
        }
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the parts are written side by side: none stands for the whole
    private static void put(Instant instant, Output out) throws RefusedException {
        long seconds = instant.getEpochSecond();
        if (seconds << NANO_BITS >> NANO_BITS == seconds) {
            out.eight(seconds << NANO_BITS | instant.getNano());
        } else {
            out.eight(IN_PARTS);
            out.eight(seconds);
            out.four(instant.getNano());
        }
    }

    @Override
    Object read(Input in) throws BadPayloadException {
        return instant(in);
    }

    static Instant instant(Input in) throws BadPayloadException {
        long all = in.eight();
        long nanos = all & IN_PARTS;
        if (nanos != IN_PARTS) {
            return Instant.ofEpochSecond(all >> NANO_BITS, nanos);
        }
        long seconds = in.eight();
        return Instant.ofEpochSecond(seconds, in.four());
    }
}
