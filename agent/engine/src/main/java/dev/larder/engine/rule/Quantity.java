package dev.larder.engine.rule;

import dev.larder.engine.key.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations, percentages, numbers and truths are written in rule files and settings. */
final class Quantity {
    private static final Duration LONGEST_TTL = Duration.ofDays(365);
    private static final Duration LONGEST_BUDGET = Duration.ofSeconds(10);
    private static final int MOST_JITTER = 50;

    private static final List<String> UNITS = List.of("ms", "s", "m", "h", "d");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,10})([a-zA-Z]*)");
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
