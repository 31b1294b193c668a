package dev.larder.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param warmUp seconds that each blog is driven before it is measured
 * @param size the blog's {@code blog.size}
 * @param jdk the home of the JDK that runs the blogs
 * @param bare whether only the bare blog is driven
 */
record Options(
        int seconds,
        int warmUp,
        int clients,
        double size,
        long seed,
        boolean keep,
        boolean postgres,
        boolean bare,
        Path jdk,
        Path agent,
        Path rules) {

    private static final Set<String> FLAGS = Set.of("--keep", "--postgres", "--bare");
    private static final Set<String> VALUES =
            Set.of("--seconds", "--warm", "--clients", "--size", "--seed", "--jdk", "--agent", "--rules");

    /**
     * @param from where the paths among the arguments start
     * @throws IllegalArgumentException for what can't be understood, in words for a person
     */
    static Options parse(List<String> arguments, Path from) {
        Map<String, String> given = new HashMap<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (FLAGS.contains(option)) {
                given.put(option, "");
            } else if (!VALUES.contains(option)) {
                throw new IllegalArgumentException("There is no option " + option);
            } else if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            } else {
                given.put(option, rest.next());
            }
        }
        return new Options(
                whole(given, "--seconds", 30, 1),
                whole(given, "--warm", 15, 0),
                whole(given, "--clients", 4, 1),
                scale(given.getOrDefault("--size", "1")),
                whole(given, "--seed", 1, 0),
                given.containsKey("--keep"),
                given.containsKey("--postgres"),
                given.containsKey("--bare"),
                path(given, "--jdk", from, System.getProperty("java.home")),
                path(given, "--agent", from, "agent/dist/target/larder.jar"),
                path(given, "--rules", from, "rules/demo-blog.yaml"));
    }

    private static int whole(Map<String, String> given, String option, int otherwise, int least) {
        String value = given.get(option);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small
        }
        throw new IllegalArgumentException(option + " takes a whole number from " + least + " up, not " + value);
    }

    private static Path path(Map<String, String> given, String option, Path from, String otherwise) {
        String value = given.get(option);
        return value == null ? Path.of(otherwise) : from.resolve(value);
    }

    private static double scale(String value) {
        try {
            double size = Double.parseDouble(value);
            if (size > 0 && size <= 100) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Said below
        }
        throw new IllegalArgumentException("--size takes a number above 0 and up to 100, not " + value);
    }
}
