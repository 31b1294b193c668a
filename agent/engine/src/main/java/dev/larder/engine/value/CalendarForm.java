package dev.larder.engine.value;

import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

/** A calendar: its moment, its zone and its ways of counting. */
final class CalendarForm extends DataForm {
    private static final long CHANGE = RawFields.offset(GregorianCalendar.class, "gregorianCutover");

    CalendarForm(String name) {
        super(name);
    }

    @Override
    void write(Object value, Output out) throws RefusedException {
        GregorianCalendar calendar = (GregorianCalendar) value;
        // Asking for the moment may settle fields that the application has set: so a copy is asked
        Calendar copy = (Calendar) calendar.clone();
        try {
            out.signed(copy.getTimeInMillis());
        } catch (IllegalArgumentException unsettled) {
            throw new RefusedException("a calendar whose fields make no date: " + unsettled.getMessage());
        }
        MutableForm.zone(out, calendar.getTimeZone());
        out.one(calendar.isLenient() ? 1 : 0);
        out.one(calendar.getFirstDayOfWeek());
        out.one(calendar.getMinimalDaysInFirstWeek());
        out.signed(RawFields.getLong(calendar, CHANGE));
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the calendar takes nothing else
    Object read(Input in) throws BadPayloadException {
        long millis = in.signedLong();
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(in.text()), Locale.ROOT);
        calendar.setLenient(in.one() != 0);
        calendar.setFirstDayOfWeek(in.one());
        calendar.setMinimalDaysInFirstWeek(in.one());
        long change = in.signedLong();
        if (change != RawFields.getLong(calendar, CHANGE)) {
            calendar.setGregorianChange(new Date(change));
        }
        calendar.setTimeInMillis(millis);
        return calendar;
    }
}
