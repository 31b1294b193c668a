package dev.larder.engine.value;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.HijrahChronology;
import java.time.chrono.HijrahDate;
import java.time.chrono.IsoEra;
import java.time.chrono.JapaneseChronology;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoChronology;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistChronology;
import java.time.chrono.ThaiBuddhistDate;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All of java.time: as numbers, so that what comes back is the same to the nanosecond. */
final class TimeScalars {
    private TimeScalars() {}

    // The parts are written side by side: none stands for the whole
    @SuppressWarnings({
        "JavaInstantGetSecondsGetNano",
        "JavaDurationGetSecondsGetNano",
        "JavaDurationGetSecondsToToSeconds",
        "JavaPeriodGetDays"
    })
    static void addTo(JdkForms forms) {
        forms.scalar(
                Instant.class,
                (value, out) -> {
                    out.signed(((Instant) value).getEpochSecond());
                    out.number(((Instant) value).getNano());
                },
                in -> {
                    long seconds = in.signedLong();
                    return Instant.ofEpochSecond(seconds, in.number());
                });
        forms.scalar(
                Duration.class,
                (value, out) -> {
                    out.signed(((Duration) value).getSeconds());
                    out.number(((Duration) value).getNano());
                },
                in -> {
                    long seconds = in.signedLong();
                    return Duration.ofSeconds(seconds, in.number());
                });
        forms.scalar(LocalDate.class, (value, out) -> date(out, (LocalDate) value), TimeScalars::date);
        forms.scalar(LocalTime.class, (value, out) -> time(out, (LocalTime) value), TimeScalars::time);
        forms.scalar(LocalDateTime.class, (value, out) -> dateTime(out, (LocalDateTime) value), TimeScalars::dateTime);
        forms.scalar(ZoneOffset.class, (value, out) -> offset(out, (ZoneOffset) value), TimeScalars::offset);
        forms.scalar(
                OffsetTime.class,
                (value, out) -> {
                    time(out, ((OffsetTime) value).toLocalTime());
                    offset(out, ((OffsetTime) value).getOffset());
                },
                in -> OffsetTime.of(time(in), offset(in)));
        forms.scalar(
                OffsetDateTime.class,
                (value, out) -> {
                    dateTime(out, ((OffsetDateTime) value).toLocalDateTime());
                    offset(out, ((OffsetDateTime) value).getOffset());
                },
                in -> OffsetDateTime.of(dateTime(in), offset(in)));
        forms.scalar(
                ZonedDateTime.class,
                (value, out) -> {
                    ZonedDateTime time = (ZonedDateTime) value;
                    dateTime(out, time.toLocalDateTime());
                    offset(out, time.getOffset());
                    out.text(time.getZone().getId());
                },
                // Strict: where this JVM has other rules for the zone, the value is a miss and not another time.
                in -> ZonedDateTime.ofStrict(dateTime(in), offset(in), ZoneId.of(in.text())));
        forms.scalar(
                Period.class,
                (value, out) -> {
                    out.signed(((Period) value).getYears());
                    out.signed(((Period) value).getMonths());
                    out.signed(((Period) value).getDays());
                },
                in -> Period.of(in.signed(), in.signed(), in.signed()));
        forms.scalar(Year.class, (value, out) -> out.signed(((Year) value).getValue()), in -> Year.of(in.signed()));
        forms.scalar(
                YearMonth.class,
                (value, out) -> {
                    out.signed(((YearMonth) value).getYear());
                    out.number(((YearMonth) value).getMonthValue());
                },
                in -> YearMonth.of(in.signed(), in.number()));
        forms.scalar(
                MonthDay.class,
                (value, out) -> {
                    out.number(((MonthDay) value).getMonthValue());
                    out.number(((MonthDay) value).getDayOfMonth());
                },
                in -> MonthDay.of(in.number(), in.number()));
        forms.scalarBehind(
                ZoneId.class, (value, out) -> out.text(((ZoneId) value).getId()), in -> ZoneId.of(in.text()));
        calendars(forms);
        for (Class<?> type : List.of(
                DayOfWeek.class,
                Month.class,
                IsoEra.class,
                ChronoUnit.class,
                ChronoField.class,
                TimeUnit.class,
                java.math.RoundingMode.class)) {
            forms.add(type, new EnumForm(type));
        }
    }

    private static void calendars(JdkForms forms) {
        forms.scalar(
                JapaneseDate.class,
                TimeScalars::otherDate,
                in -> JapaneseChronology.INSTANCE.dateEpochDay(in.signedLong()));
        forms.scalar(
                MinguoDate.class,
                TimeScalars::otherDate,
                in -> MinguoChronology.INSTANCE.dateEpochDay(in.signedLong()));
        forms.scalar(
                ThaiBuddhistDate.class,
                TimeScalars::otherDate,
                in -> ThaiBuddhistChronology.INSTANCE.dateEpochDay(in.signedLong()));
        forms.scalar(
                HijrahDate.class,
                TimeScalars::otherDate,
                in -> HijrahChronology.INSTANCE.dateEpochDay(in.signedLong()));
    }

    private static void otherDate(Object value, Output out) throws RefusedException {
        out.signed(((ChronoLocalDate) value).toEpochDay());
    }

    private static void date(Output out, LocalDate date) throws RefusedException {
        out.signed(date.toEpochDay());
    }

    private static LocalDate date(Input in) throws BadPayloadException {
        return LocalDate.ofEpochDay(in.signedLong());
    }

    private static void time(Output out, LocalTime time) throws RefusedException {
        out.signed(time.toNanoOfDay());
    }

    private static LocalTime time(Input in) throws BadPayloadException {
        return LocalTime.ofNanoOfDay(in.signedLong());
    }

    private static void dateTime(Output out, LocalDateTime dateTime) throws RefusedException {
        date(out, dateTime.toLocalDate());
        time(out, dateTime.toLocalTime());
    }

    private static LocalDateTime dateTime(Input in) throws BadPayloadException {
        return LocalDateTime.of(date(in), time(in));
    }

    private static void offset(Output out, ZoneOffset offset) throws RefusedException {
        out.signed(offset.getTotalSeconds());
    }

    private static ZoneOffset offset(Input in) throws BadPayloadException {
        return ZoneOffset.ofTotalSeconds(in.signed());
    }
}
