package dev.larder.engine.value;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
import java.time.chrono.JapaneseChronology;
import java.time.chrono.MinguoChronology;
import java.time.chrono.ThaiBuddhistChronology;

/** All of java.time: as numbers, so that what comes back is the same to the nanosecond. */
final class TimeScalar extends ScalarForm {
    private TimeScalar(String name, int number) {
        super(name, number);
    }

    static ScalarForm of(String name, int number) {
        return name.equals("java.time.Instant") ? new InstantScalar(name, number) : new TimeScalar(name, number);
    }

    @Override
    // The parts are written side by side: none stands for the whole
    @SuppressWarnings({"JavaDurationGetSecondsGetNano", "JavaDurationGetSecondsToToSeconds", "JavaPeriodGetDays"})
    void write(Object value, Output out) throws RefusedException {
        switch (name()) {
            case "java.time.Duration" -> {
                out.signed(((Duration) value).getSeconds());
                out.number(((Duration) value).getNano());
            }
            case "java.time.LocalDate" -> date(out, (LocalDate) value);
            case "java.time.LocalTime" -> time(out, (LocalTime) value);
            case "java.time.LocalDateTime" -> dateTime(out, (LocalDateTime) value);
            case "java.time.ZoneOffset" -> offset(out, (ZoneOffset) value);
            case "java.time.OffsetTime" -> {
                time(out, ((OffsetTime) value).toLocalTime());
                offset(out, ((OffsetTime) value).getOffset());
            }
            case "java.time.OffsetDateTime" -> {
                dateTime(out, ((OffsetDateTime) value).toLocalDateTime());
                offset(out, ((OffsetDateTime) value).getOffset());
            }
            case "java.time.ZonedDateTime" -> {
                ZonedDateTime time = (ZonedDateTime) value;
                dateTime(out, time.toLocalDateTime());
                offset(out, time.getOffset());
                out.text(time.getZone().getId());
            }
            case "java.time.Period" -> {
                out.signed(((Period) value).getYears());
                out.signed(((Period) value).getMonths());
                out.signed(((Period) value).getDays());
            }
            case "java.time.Year" -> out.signed(((Year) value).getValue());
            case "java.time.YearMonth" -> {
                out.signed(((YearMonth) value).getYear());
                out.number(((YearMonth) value).getMonthValue());
            }
            case "java.time.MonthDay" -> {
                out.number(((MonthDay) value).getMonthValue());
                out.number(((MonthDay) value).getDayOfMonth());
            }
            case "java.time.ZoneId" -> out.text(((ZoneId) value).getId());
            case "java.time.chrono.JapaneseDate",
                    "java.time.chrono.MinguoDate",
                    "java.time.chrono.ThaiBuddhistDate",
                    "java.time.chrono.HijrahDate" -> out.signed(((ChronoLocalDate) value).toEpochDay());
            default -> throw unknown();
        }
    }

    @Override
    Object read(Input in) throws BadPayloadException {
        return switch (name()) {
            case "java.time.Duration" -> {
                long seconds = in.signedLong();
                yield Duration.ofSeconds(seconds, in.number());
            }
            case "java.time.LocalDate" -> date(in);
            case "java.time.LocalTime" -> time(in);
            case "java.time.LocalDateTime" -> dateTime(in);
            case "java.time.ZoneOffset" -> offset(in);
            case "java.time.OffsetTime" -> OffsetTime.of(time(in), offset(in));
            case "java.time.OffsetDateTime" -> OffsetDateTime.of(dateTime(in), offset(in));
            // Strict: where this JVM has other rules for the zone, the value is a miss and not another time.
            case "java.time.ZonedDateTime" -> ZonedDateTime.ofStrict(dateTime(in), offset(in), ZoneId.of(in.text()));
            case "java.time.Period" -> Period.of(in.signed(), in.signed(), in.signed());
            case "java.time.Year" -> Year.of(in.signed());
            case "java.time.YearMonth" -> YearMonth.of(in.signed(), in.number());
            case "java.time.MonthDay" -> MonthDay.of(in.number(), in.number());
            case "java.time.ZoneId" -> ZoneId.of(in.text());
            case "java.time.chrono.JapaneseDate" -> JapaneseChronology.INSTANCE.dateEpochDay(in.signedLong());
            case "java.time.chrono.MinguoDate" -> MinguoChronology.INSTANCE.dateEpochDay(in.signedLong());
            case "java.time.chrono.ThaiBuddhistDate" -> ThaiBuddhistChronology.INSTANCE.dateEpochDay(in.signedLong());
            case "java.time.chrono.HijrahDate" -> HijrahChronology.INSTANCE.dateEpochDay(in.signedLong());
            default -> throw unknown();
        };
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
