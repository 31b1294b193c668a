package dev.larder.engine.rule;

import dev.larder.engine.key.Hole;
import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Quoted;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.key.ValueTtl;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations, percentages, numbers and truths are written in rule files and settings. */
final class Quantity {
    private static final Duration LONGEST_TTL = Duration.ofDays(365);
    private static final Duration LONGEST_BUDGET = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int MOST_JITTER = 50;
    private static final int MOST_TOP = 500;
    private static final int MOST_RATE = 10_000;
    private static final int MOST_BYTES = 512 << 20;

    private static final List<String> UNITS = List.of("ms", "s", "m", "h", "d");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,10})([a-zA-Z]*)");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})([A-Za-z]*)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");

    private Quantity() {}

    /** How long something lives in a cache. */
    static Duration ttl(String text) throws SyntaxException {
        return within(text, duration(text), LONGEST_TTL, "365d");
    }

    /** What Larder may add to one call. */
    static Duration budget(String text) throws SyntaxException {
        return within(text, duration(text), LONGEST_BUDGET, "10s");
    }

    private static Duration within(String text, Duration duration, Duration longest, String most)
            throws SyntaxException {
        if (duration.isZero() || duration.compareTo(longest) > 0) {
            throw new SyntaxException(Quoted.of(text) + " is out of bounds. Write a duration from 1ms to " + most);
        }
        return duration;
    }

    private static Duration duration(String text) throws SyntaxException {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new SyntaxException(
                    Quoted.of(text) + " is no duration. Write a whole number and its unit: 250ms, 30s, 5m, 12h or 1d");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "" ->
                throw new SyntaxException(Quoted.of(text) + " lacks its unit. Write " + number
                        + "s for seconds; the units are ms, s, m, h and d");
            default ->
                throw new SyntaxException(
                        Quoted.of(unit) + " is no unit of time." + Nearest.hint(unit, UNITS)
                                + " Write 250ms, 30s, 5m, 12h" + " or 1d",
                        matcher.start(2));
        };
    }

    /** How long a null lives: zero for not at all. */
    static Duration nullTtl(String text) throws SyntaxException {
        return text.equals("0") || text.equals("0s") ? Duration.ZERO : ttl(text);
    }

    /** How long a call may wait for another's load. */
    static Duration waiting(String text) throws SyntaxException {
        return text.equals("0") || text.equals("0s")
                ? Duration.ZERO
                : within(text, duration(text), LONGEST_WAIT, "10s");
    }

    /** A time to live that the value tells: {@code {result.seconds}s}, or {@code {result.ttl}} for a Duration. */
    static ValueTtl byValue(String text) throws SyntaxException {
        Hole hole;
        try {
            hole = ValueTtl.hole(text);
        } catch (TemplateException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), wrong.offset());
        }
        if (hole == null) {
            throw new SyntaxException(Quoted.of(text) + " is no duration. Write 5m, or {result.seconds}s");
        }
        String unit = text.substring(hole.text().length() + 2);
        return new ValueTtl(
                text,
                hole,
                switch (unit) {
                    case "" -> null;
                    case "ms" -> ChronoUnit.MILLIS;
                    case "s" -> ChronoUnit.SECONDS;
                    case "m" -> ChronoUnit.MINUTES;
                    case "h" -> ChronoUnit.HOURS;
                    case "d" -> ChronoUnit.DAYS;
                    default ->
                        throw new SyntaxException(
                                Quoted.of(unit) + " is no unit of time." + Nearest.hint(unit, UNITS),
                                hole.text().length() + 2);
                });
    }

    /** {@code 512KiB}, {@code 1MiB}, or a number of bytes. */
    static Integer bytes(String text) throws SyntaxException {
        Matcher matcher = BYTES.matcher(text);
        long unit = 0;
        if (matcher.matches()) {
            unit = switch (matcher.group(2)) {
                case "" -> 1;
                case "KiB" -> 1 << 10;
                case "MiB" -> 1 << 20;
                default -> 0;
            };
        }
        if (unit == 0) {
            throw new SyntaxException(
                    Quoted.of(text) + " is no size. Write a whole number of bytes, or one with its unit: 64KiB, 2MiB");
        }
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes < 1 || bytes > MOST_BYTES) {
            throw new SyntaxException(Quoted.of(text) + " is out of bounds. Write a size from 1 byte to 512MiB");
        }
        return (int) bytes;
    }

    /** One of the words, which are those of an enum in small letters with hyphens. */
    static <E extends Enum<E>> TextReader<E> oneOf(Class<E> type) {
        return text -> {
            List<String> words = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (word.equals(text)) {
                    return constant;
                }
                words.add(word);
            }
            throw new SyntaxException(Quoted.of(text) + " is none of " + String.join(", ", words) + "."
                    + (Nearest.of(text, words) == null ? "" : Nearest.hint(text, words)));
        };
    }

    static Integer jitter(String text) throws SyntaxException {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            throw new SyntaxException(Quoted.of(text) + " is no percentage. Write a whole number and %: 10%");
        }
        int percent = Integer.parseInt(matcher.group(1));
        if (percent > MOST_JITTER) {
            throw new SyntaxException(
                    Quoted.of(text) + " is out of bounds. Write a percentage from 0% to " + MOST_JITTER + "%");
        }
        return percent;
    }

    static Integer port(String text) throws SyntaxException {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
        if (port > 65535) {
            throw new SyntaxException(
                    Quoted.of(text) + " is no port. Write a number from 1 to 65535, or 0 for any free one");
        }
        return port;
    }

    /** How many calls of a method are remembered. */
    static Integer top(String text) throws SyntaxException {
        return between(text, 1, MOST_TOP, "calls to remember");
    }

    /** How many calls are made again in a second. */
    static Integer rate(String text) throws SyntaxException {
        return between(text, 1, MOST_RATE, "calls a second");
    }

    private static int between(String text, int least, int most, String what) throws SyntaxException {
        int number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new SyntaxException(
                    Quoted.of(text) + " is no number of " + what + ". Write one from " + least + " to " + most);
        }
        return number;
    }

    static Boolean truth(String text) throws SyntaxException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SyntaxException(Quoted.of(text) + " is neither true nor false. Write one of them");
        };
    }

    /** As people switch things on the command line. */
    static Boolean onOrOff(String text) throws SyntaxException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new SyntaxException(Quoted.of(text) + " is neither on nor off. Write one of them");
        };
    }

    /** The version of the format. */
    static Integer format(String text) throws SyntaxException {
        if (!text.equals("1")) {
            throw new SyntaxException("This Larder reads format 1, and not " + Quoted.of(text)
                    + ". Write larder: 1, or take a Larder that reads the other");
        }
        return 1;
    }
}
