package dev.larder.engine.key;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
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
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose values have a plain text each of their own: different values of one class, different texts. Their
 * words mark them in open holes. Stateless; any thread.
 */
final class Scalars {
    private static final Map<Class<?>, String> WORDS = Map.ofEntries(
            Map.entry(String.class, "str"),
            Map.entry(Long.class, "long"),
            Map.entry(Integer.class, "int"),
            Map.entry(Short.class, "short"),
            Map.entry(Byte.class, "byte"),
            Map.entry(BigInteger.class, "big"),
            Map.entry(Boolean.class, "bool"),
            Map.entry(Character.class, "char"),
            Map.entry(Float.class, "float"),
            Map.entry(Double.class, "double"),
            Map.entry(BigDecimal.class, "decimal"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(Locale.class, "locale"),
            Map.entry(Currency.class, "currency"),
            Map.entry(URI.class, "uri"),
            Map.entry(URL.class, "url"),
            Map.entry(File.class, "file"),
            Map.entry(Date.class, "date"),
            Map.entry(Instant.class, "time.Instant"),
            Map.entry(LocalDate.class, "time.LocalDate"),
            Map.entry(LocalTime.class, "time.LocalTime"),
            Map.entry(LocalDateTime.class, "time.LocalDateTime"),
            Map.entry(OffsetTime.class, "time.OffsetTime"),
            Map.entry(OffsetDateTime.class, "time.OffsetDateTime"),
            Map.entry(ZonedDateTime.class, "time.ZonedDateTime"),
            Map.entry(Duration.class, "time.Duration"),
            Map.entry(Period.class, "time.Period"),
            Map.entry(Year.class, "time.Year"),
            Map.entry(YearMonth.class, "time.YearMonth"),
            Map.entry(MonthDay.class, "time.MonthDay"));

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            long.class, Long.class,
            int.class, Integer.class,
            short.class, Short.class,
            byte.class, Byte.class,
            boolean.class, Boolean.class,
            char.class, Character.class,
            float.class, Float.class,
            double.class, Double.class);

    /** As a selector may write them. Enums are not among them: their names don't tell that they are any. */
    private static final Set<String> NAMES = names();

    private Scalars() {}

    /** The class that closes a hole of this declared type; null where the hole stays open. */
    static @Nullable Class<?> closed(Class<?> declared) {
        Class<?> boxed = BOXES.getOrDefault(declared, declared);
        return WORDS.containsKey(boxed) || boxed.isEnum() ? boxed : null;
    }

    /** Whether a selector's word for a type is one that closes a hole. */
    static boolean closedName(String type) {
        return NAMES.contains(type);
    }

    /** The class by which a value is compared with that of a closed hole. */
    static Class<?> kind(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    /** What marks the value in an open hole, or null where it is no scalar. */
    static @Nullable String word(Object value) {
        String word = WORDS.get(value.getClass());
        if (word != null) {
            return word;
        }
        if (value instanceof Enum<?> constant) {
            return "enum." + constant.getDeclaringClass().getName();
        }
        if (value instanceof Class<?>) {
            return "class";
        }
        if (value instanceof ZoneId) {
            return "time.ZoneId";
        }
        if (value instanceof Charset) {
            return "charset";
        }
        // By name: java.sql is a module that a trimmed runtime may lack
        String name = value.getClass().getName();
        return List.of("java.sql.Timestamp", "java.sql.Date", "java.sql.Time").contains(name) ? "date." + name : null;
    }

    /** The plain text of a scalar, not yet escaped. */
    @SuppressWarnings("JavaUtilDate") // applications have them
    static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        if (value instanceof Locale locale) {
            return locale(locale);
        }
        if (value instanceof Charset charset) {
            return charset.name();
        }
        if (value instanceof ZoneId zone) {
            return zone.getId();
        }
        if (value instanceof URL url) {
            return url.toExternalForm();
        }
        if (value instanceof Date date) {
            return value.getClass().getName().equals("java.sql.Timestamp") ? SqlTime.text(value) : "" + date.getTime();
        }
        return value.toString();
    }

    /** {@code de_DE}, else each part for itself: the JDK's own text of odd locales is not one to one. */
    private static String locale(Locale locale) {
        boolean common = locale.getLanguage().matches("[a-z]{2,8}")
                && locale.getCountry().matches("[A-Z]{2}|[0-9]{3}|")
                && locale.getVariant().isEmpty()
                && locale.getScript().isEmpty()
                && !locale.hasExtensions();
        if (common) {
            return locale.toString();
        }
        StringBuilder text = new StringBuilder();
        for (String part :
                List.of(locale.getLanguage(), locale.getCountry(), locale.getVariant(), locale.getScript())) {
            text.append(part.replace("!", "!!").replace("/", "!.")).append('/');
        }
        for (Character extension : locale.getExtensionKeys()) {
            text.append(extension)
                    .append('=')
                    .append(locale.getExtension(extension))
                    .append('/');
        }
        return text.toString();
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        BOXES.keySet().forEach(type -> names.add(type.getName()));
        for (Class<?> type : WORDS.keySet()) {
            names.add(type.getName());
            names.add(type.getSimpleName());
        }
        // May be java.sql.Date, which leaves its hole open
        names.remove("Date");
        return Set.copyOf(names);
    }

    /** Apart, so that java.sql is linked only where a value proves that it is there. */
    private static final class SqlTime {
        static String text(Object value) {
            java.sql.Timestamp time = (java.sql.Timestamp) value;
            return time.getTime() + "." + time.getNanos();
        }
    }
}
