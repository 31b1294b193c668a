package dev.larder.engine.value;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.*;
import java.time.chrono.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.BiConsumer;

/** Kinds of single values of the JDK, and arrays of them. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "deprecation", "UnnecessaryStringBuilder"})
final class CorpusOfValues {
    private CorpusOfValues() {}

    static void addTo(BiConsumer<String, Corpus.Maker> corpus) {
        scalars(corpus);
        times(corpus);
        names(corpus);
        mutables(corpus);
        arrays(corpus);
    }

    private static void scalars(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("null", () -> null);
        corpus.accept("empty string", () -> "");
        corpus.accept("latin string", () -> "Grüße");
        corpus.accept("wide string", () -> "日本語 \uD83D\uDE00");
        corpus.accept("lone surrogate", () -> "a\uD800b");
        corpus.accept("zero characters", () -> "a\0b");
        corpus.accept("long string", () -> "x".repeat(100_000));
        corpus.accept("long wide string", () -> "日".repeat(50_000));
        corpus.accept("string of 63", () -> "y".repeat(63));
        corpus.accept("string of 64", () -> "y".repeat(64));
        for (int i : new int[] {0, 1, -1, 63, 64, 127, 128, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            corpus.accept("int " + i, () -> i);
        }
        for (long i : new long[] {0, -1, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE}) {
            corpus.accept("long " + i, () -> i);
        }
        corpus.accept("true", () -> true);
        corpus.accept("false", () -> false);
        corpus.accept("byte", () -> (byte) -7);
        corpus.accept("short", () -> (short) -700);
        corpus.accept("char", () -> '\uFFFF');
        corpus.accept("float", () -> 1.5f);
        corpus.accept("float NaN", () -> Float.NaN);
        corpus.accept("double", () -> -0.0);
        corpus.accept("double infinite", () -> Double.NEGATIVE_INFINITY);
        corpus.accept("big integer", () -> new BigInteger("-123456789012345678901234567890"));
        corpus.accept("big decimal", () -> new BigDecimal("1.500"));
        corpus.accept("big decimal exponent", () -> new BigDecimal("1E+400"));
        corpus.accept("optional int", () -> OptionalInt.of(3));
        corpus.accept("optional int empty", OptionalInt::empty);
        corpus.accept("optional long", () -> OptionalLong.of(-3));
        corpus.accept("optional double", () -> OptionalDouble.of(3.5));
        corpus.accept("optional", () -> Optional.of("x"));
        corpus.accept("optional empty", Optional::empty);
        corpus.accept("optional of record", () -> Optional.of(new Corpus.Point(1, 2)));
        corpus.accept("enum", () -> Corpus.Plain.GREEN);
        corpus.accept("enum with body", () -> Corpus.Bodied.DOWN);
        corpus.accept("rounding mode", () -> RoundingMode.HALF_EVEN);
        corpus.accept("time unit", () -> TimeUnit.DAYS);
    }

    private static void times(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("instant", () -> Instant.ofEpochSecond(-5, 999_999_999));
        corpus.accept("instant min", () -> Instant.MIN);
        corpus.accept("duration", () -> Duration.ofNanos(-1));
        corpus.accept("local date", () -> LocalDate.of(-44, 3, 15));
        corpus.accept("local time", () -> LocalTime.MAX);
        corpus.accept("local date time", () -> LocalDateTime.of(2026, 2, 3, 4, 5, 6, 7));
        corpus.accept("offset time", () -> OffsetTime.of(LocalTime.NOON, ZoneOffset.ofHoursMinutes(5, 30)));
        corpus.accept("offset date time", () -> OffsetDateTime.of(LocalDateTime.MAX, ZoneOffset.UTC));
        corpus.accept("zoned date time", () -> ZonedDateTime.of(2026, 7, 1, 0, 0, 0, 1, ZoneId.of("Europe/Berlin")));
        corpus.accept(
                "zoned date time in overlap",
                () -> ZonedDateTime.ofLocal(
                        LocalDateTime.of(2025, 10, 26, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1)));
        corpus.accept("zoned by offset", () -> ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.ofHours(-3)));
        corpus.accept("period", () -> Period.of(1, -2, 3));
        corpus.accept("year", () -> Year.of(-5));
        corpus.accept("year month", () -> YearMonth.of(2026, 12));
        corpus.accept("month day", () -> MonthDay.of(2, 29));
        corpus.accept("zone offset", () -> ZoneOffset.ofTotalSeconds(-12_345));
        corpus.accept("zone region", () -> ZoneId.of("America/New_York"));
        corpus.accept("zone UTC", () -> ZoneId.of("UTC"));
        corpus.accept("day of week", () -> DayOfWeek.FRIDAY);
        corpus.accept("month", () -> Month.MAY);
        corpus.accept("chrono unit", () -> ChronoUnit.CENTURIES);
        corpus.accept("japanese date", () -> JapaneseDate.of(2026, 1, 2));
        corpus.accept("minguo date", () -> MinguoDate.of(113, 1, 2));
        corpus.accept("thai date", () -> ThaiBuddhistDate.of(2569, 1, 2));
        corpus.accept("hijrah date", () -> HijrahDate.of(1447, 1, 2));
        corpus.accept("date", () -> new Date(1_700_000_000_123L));
        corpus.accept("sql date", () -> new java.sql.Date(86_400_000L));
        corpus.accept("sql time", () -> new java.sql.Time(3_600_000L));
        corpus.accept("sql timestamp", () -> {
            java.sql.Timestamp time = new java.sql.Timestamp(1_700_000_000_000L);
            time.setNanos(123_456_789);
            return time;
        });
        corpus.accept("time zone", () -> TimeZone.getTimeZone("Asia/Tokyo"));
    }

    private static void names(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("uuid", () -> UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
        corpus.accept("locale", () -> Locale.CANADA_FRENCH);
        corpus.accept("locale root", () -> Locale.ROOT);
        corpus.accept("locale script", () -> Locale.forLanguageTag("zh-Hans-CN"));
        corpus.accept("locale extensions", () -> Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai-x-own"));
        corpus.accept("locale odd", () -> new Locale("no", "NO", "NY"));
        corpus.accept("locale japanese", () -> new Locale("ja", "JP", "JP"));
        corpus.accept("currency", () -> Currency.getInstance("EUR"));
        corpus.accept("uri", () -> URI.create("https://example.org/a?b=c#d"));
        corpus.accept("uri opaque", () -> URI.create("mailto:a@example.org"));
        corpus.accept("file", () -> new File("a/b.txt"));
        corpus.accept("path", () -> Path.of("a", "b"));
        corpus.accept("charset", () -> StandardCharsets.UTF_16LE);
        corpus.accept("address 4", () -> InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
        corpus.accept("address named", () -> InetAddress.getByAddress("db.internal", new byte[] {10, 0, 0, 2}));
        corpus.accept(
                "address 6",
                () -> InetAddress.getByAddress(new byte[] {32, 1, 13, -72, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    }

    private static void mutables(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("string builder", () -> new StringBuilder("ab日"));
        corpus.accept("string buffer", () -> new StringBuffer("cd"));
        corpus.accept("atomic integer", () -> new AtomicInteger(-4));
        corpus.accept("atomic long", () -> new AtomicLong(1L << 40));
        corpus.accept("atomic boolean", () -> new AtomicBoolean(true));
        corpus.accept("atomic reference", () -> new AtomicReference<>(new Corpus.Point(1, 2)));
        corpus.accept("long adder", () -> {
            LongAdder adder = new LongAdder();
            adder.add(9);
            return adder;
        });
        corpus.accept("bit set", () -> BitSet.valueOf(new long[] {5, 0, 1L << 63}));
        corpus.accept("aliased date", () -> {
            Date date = new Date(5);
            return new ArrayList<>(List.of(date, date, new Date(5)));
        });
    }

    private static void arrays(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("booleans", () -> new boolean[] {true, false});
        corpus.accept("bytes", () -> new byte[] {1, -1, 127});
        corpus.accept("shorts", () -> new short[] {1, -1});
        corpus.accept("chars", () -> new char[] {'a', '\uD800'});
        corpus.accept("ints", () -> new int[] {1, -1, Integer.MIN_VALUE});
        corpus.accept("longs", () -> new long[] {1, Long.MIN_VALUE});
        corpus.accept("floats", () -> new float[] {1, Float.NaN});
        corpus.accept("doubles", () -> new double[] {1, Double.MIN_VALUE});
        corpus.accept("no ints", () -> new int[0]);
        corpus.accept("strings", () -> new String[] {"a", null, "a"});
        corpus.accept("objects", () -> new Object[] {1, "a", new Corpus.Point(1, 2), new int[] {1}});
        corpus.accept("ints of ints", () -> new int[][] {{1}, {}, null, {2, 3}});
        corpus.accept("records", () -> new Corpus.Point[] {new Corpus.Point(1, 2), null});
        corpus.accept("enums", () -> new Corpus.Plain[] {Corpus.Plain.BLUE, null});
        corpus.accept("interfaces", () -> new Comparable<?>[] {1, "a"});
        corpus.accept("lists", () -> new List<?>[] {List.of(1), null});
        corpus.accept("numbers", () -> new Number[] {1, 2L, new BigDecimal("1.0")});
        corpus.accept("array in itself", () -> {
            Object[] array = new Object[2];
            array[1] = array;
            return array;
        });
        corpus.accept("deep dimensions", () -> new String[][][] {{{"a"}}});
    }
}
