package dev.larder.engine.value;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;

/** The times of java.sql, a module that a trimmed runtime may lack: this class is not touched there. */
@SuppressWarnings("JavaUtilDate") // applications have them
final class SqlForm extends DataForm {
    SqlForm(String name) {
        super(name);
    }

    @Override
    void write(Object value, Output out) throws RefusedException {
        out.signed(((java.util.Date) value).getTime());
        if (value instanceof Timestamp time) {
            out.number(time.getNanos());
        }
    }

    @Override
    Object read(Input in) throws BadPayloadException {
        long millis = in.signedLong();
        return switch (name()) {
            case "java.sql.Timestamp" -> {
                Timestamp time = new Timestamp(millis);
                time.setNanos(in.number());
                yield time;
            }
            case "java.sql.Date" -> new Date(millis);
            default -> new Time(millis);
        };
    }
}
