package dev.larder.engine.value;

import java.util.BitSet;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Small objects of the JDK that their holders may change, and that therefore keep their identity within the value. */
final class MutableForm extends DataForm {
    MutableForm(String name) {
        super(name);
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // applications have them
    void write(Object value, Output out) throws RefusedException {
        switch (name()) {
            case "java.util.Date" -> out.signed(((Date) value).getTime());
            case "java.lang.StringBuilder", "java.lang.StringBuffer" -> out.text(value.toString());
            case "java.util.concurrent.atomic.AtomicInteger" -> out.signed(((AtomicInteger) value).get());
            case "java.util.concurrent.atomic.AtomicLong" -> out.signed(((AtomicLong) value).get());
            case "java.util.concurrent.atomic.AtomicBoolean" -> out.one(((AtomicBoolean) value).get() ? 1 : 0);
            case "java.util.concurrent.atomic.LongAdder" -> out.signed(((LongAdder) value).sum());
            case "java.util.BitSet" -> {
                byte[] bytes = ((BitSet) value).toByteArray();
                out.number(bytes.length);
                out.bytes(bytes, 0, bytes.length);
            }
            case "sun.util.calendar.ZoneInfo" -> zone(out, (TimeZone) value);
            default -> throw unknown();
        }
    }

    @Override
    @SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder"}) // applications have them
    Object read(Input in) throws BadPayloadException {
        return switch (name()) {
            case "java.util.Date" -> new Date(in.signedLong());
            case "java.lang.StringBuilder" -> new StringBuilder(in.text());
            case "java.lang.StringBuffer" -> new StringBuffer(in.text());
            case "java.util.concurrent.atomic.AtomicInteger" -> new AtomicInteger(in.signed());
            case "java.util.concurrent.atomic.AtomicLong" -> new AtomicLong(in.signedLong());
            case "java.util.concurrent.atomic.AtomicBoolean" -> new AtomicBoolean(in.one() != 0);
            case "java.util.concurrent.atomic.LongAdder" -> {
                LongAdder sum = new LongAdder();
                sum.add(in.signedLong());
                yield sum;
            }
            case "java.util.BitSet" -> BitSet.valueOf(in.bytes(in.count(1)));
            case "sun.util.calendar.ZoneInfo" -> TimeZone.getTimeZone(in.text());
            default -> throw unknown();
        };
    }

    static void zone(Output out, TimeZone zone) throws RefusedException {
        if (!TimeZone.getTimeZone(zone.getID()).equals(zone)) {
            throw new RefusedException("a time zone that was changed after it was got");
        }
        out.text(zone.getID());
    }
}
