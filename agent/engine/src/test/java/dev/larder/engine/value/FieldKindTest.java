package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
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
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fields that can hold nothing but one kind of number or time, of which the bytes don't say what they hold. */
class FieldKindTest {
    @SuppressWarnings("unused")
    static final class Everything {
        Integer integer;
        Long whole;
        Boolean yes;
        Boolean no;
        Short small;
        Byte smallest;
        Character letter;
        Float broken;
        Double precise;
        UUID id;
        Instant instant;
        Instant first;
        Instant last;
        Instant before;
        Instant withinOneNumber;
        Instant beyondOneNumber;
        Duration duration;
        LocalDate date;
        LocalTime time;
        LocalDateTime dateTime;
        ZoneOffset offset;
        OffsetTime offsetTime;
        OffsetDateTime offsetDateTime;
        ZonedDateTime zoned;
        Period period;
        Year year;
        YearMonth month;
        MonthDay day;
    }

    private static Everything filled() {
        Everything all = new Everything();
        all.integer = Integer.MIN_VALUE;
        all.whole = Long.MAX_VALUE;
        all.yes = true;
        all.no = false;
        all.small = -300;
        all.smallest = -1;
        all.letter = '\uffff';
        all.broken = Float.MIN_VALUE;
        all.precise = -0.0;
        all.id = new UUID(-1, 1);
        all.instant = Instant.ofEpochSecond(1_700_000_000, 999_999_999);
        all.first = Instant.MIN;
        all.last = Instant.MAX;
        all.before = Instant.ofEpochSecond(-1, 1);
        all.withinOneNumber = Instant.ofEpochSecond((1L << 33) - 1, 999_999_999);
        all.beyondOneNumber = Instant.ofEpochSecond(1L << 33);
        all.duration = Duration.ofSeconds(-5, 7);
        all.date = LocalDate.of(-44, 3, 15);
        all.time = LocalTime.MAX;
        all.dateTime = LocalDateTime.of(2026, 11, 24, 12, 40);
        all.offset = ZoneOffset.ofHoursMinutes(-3, -30);
        all.offsetTime = OffsetTime.of(all.time, all.offset);
        all.offsetDateTime = OffsetDateTime.of(all.dateTime, all.offset);
        all.zoned = ZonedDateTime.of(all.dateTime, ZoneId.of("Europe/Berlin"));
        all.period = Period.of(1, -2, 3);
        all.year = Year.of(-1);
        all.month = YearMonth.of(2026, 12);
        all.day = MonthDay.of(2, 29);
        return all;
    }

    @Test
    void each_comes_back_whether_there_or_not() throws Exception {
        Codec codec = CodecFixture.any();
        Everything all = filled();
        for (Field field : Everything.class.getDeclaredFields()) {
            assertThat(FieldKind.isScalar(FieldKind.of(field.getType())))
                    .as(field.getName())
                    .isTrue();
            assertThat(field.get(all)).as(field.getName()).isNotNull();
        }
        assertThat(GraphComparison.difference(all, CodecFixture.roundTrip(codec, all)))
                .isNull();
        Everything none = new Everything();
        assertThat(GraphComparison.difference(none, CodecFixture.roundTrip(codec, none)))
                .isNull();
    }

    record Shown(Long there, Long missing, Boolean yes, Instant time) {}

    @Test
    void each_is_shown() throws Exception {
        ValueSettings readable =
                new ValueSettings(CodecFixture.ALLOWED, ValueSettings.Lazy.BY_SESSION, false, 1 << 20, true);
        Codec codec = new Codecs()
                .forMethod(CodecFixture.Any.class.getDeclaredMethod("value"), CodecFixture.Any.class, readable);
        byte[] bytes = codec.encode(new Shown(-3L, null, true, Instant.ofEpochSecond(1)));
        assertThat(ReadableValue.json(bytes, 0, bytes.length))
                .isEqualTo("{\"@class\":\"" + Shown.class.getName()
                        + "\",\"missing\":null,\"there\":-3,\"time\":\"1970-01-01T00:00:01Z\",\"yes\":true}");
    }

    @Test
    void what_others_may_extend_is_a_reference() {
        assertThat(FieldKind.of(java.math.BigDecimal.class)).isEqualTo(FieldKind.REFERENCE);
        assertThat(FieldKind.of(java.util.Date.class)).isEqualTo(FieldKind.REFERENCE);
        assertThat(FieldKind.of(Object.class)).isEqualTo(FieldKind.REFERENCE);
    }
}
