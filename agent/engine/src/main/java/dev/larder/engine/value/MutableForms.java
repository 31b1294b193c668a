package dev.larder.engine.value;

import java.util.BitSet;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Small objects of the JDK that their holders may change, and that therefore keep their identity within the value. */
final class MutableForms {
    private MutableForms() {}

    @SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // applications have them
    static void addTo(JdkForms forms) {
        add(forms, Date.class, (date, out) -> out.signed(date.getTime()), in -> new Date(in.signedLong()));
        add(forms, StringBuilder.class, (text, out) -> out.text(text.toString()), in -> new StringBuilder(in.text()));
        add(forms, StringBuffer.class, (text, out) -> out.text(text.toString()), in -> new StringBuffer(in.text()));
        add(
                forms,
                AtomicInteger.class,
                (number, out) -> out.signed(number.get()),
                in -> new AtomicInteger(in.signed()));
        add(forms, AtomicLong.class, (number, out) -> out.signed(number.get()), in -> new AtomicLong(in.signedLong()));
        add(
                forms,
                AtomicBoolean.class,
                (flag, out) -> out.one(flag.get() ? 1 : 0),
                in -> new AtomicBoolean(in.one() != 0));
        add(forms, LongAdder.class, (sum, out) -> out.signed(sum.sum()), in -> {
            LongAdder sum = new LongAdder();
            sum.add(in.signedLong());
            return sum;
        });
        add(
                forms,
                BitSet.class,
                (bits, out) -> {
                    byte[] bytes = bits.toByteArray();
                    out.number(bytes.length);
                    out.bytes(bytes, 0, bytes.length);
                },
                in -> BitSet.valueOf(in.bytes(in.count(1))));
        Class<? extends TimeZone> zone = TimeZone.getTimeZone("UTC").getClass();
        zone(forms, zone);
    }

    private static <T> void add(JdkForms forms, Class<T> type, DataForm.Writer<T> writer, DataForm.Reader<T> reader) {
        forms.add(type, new DataForm<>(type, writer, reader));
    }

    private static <T extends TimeZone> void zone(JdkForms forms, Class<T> type) {
        add(
                forms,
                type,
                (zone, out) -> {
                    if (!TimeZone.getTimeZone(zone.getID()).equals(zone)) {
                        throw new RefusedException("a time zone that was changed after it was got");
                    }
                    out.text(zone.getID());
                },
                in -> type.cast(TimeZone.getTimeZone(in.text())));
    }
}
