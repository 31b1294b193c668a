package dev.larder.engine.rule;

import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An entry of {@code evict:} that names a group: {@code group:user(id={post.author.id})}.
 *
 * @param arguments by the names of the group's parameters: a hole with its braces, or a text
 * @param written the entry as its file has it
 */
record GroupCall(String name, Map<String, String> arguments, Placed written) {
    private static final String PREFIX = "group:";
    static final String EXAMPLE = "group:user(id={post.author.id})";
    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Whether this is meant; {@code group:{id}} and {@code group:7} are keys like others. */
    static boolean is(String text) {
        return text.startsWith(PREFIX) && text.endsWith(")") && text.indexOf('(') > 0;
    }

    static GroupCall read(Placed written) throws SyntaxException {
        String text = written.text();
        int open = text.indexOf('(');
        String name = text.substring(PREFIX.length(), open);
        if (!NAME.matcher(name).matches()) {
            throw new SyntaxException(Quoted.of(name) + " is no name of a group. Write " + EXAMPLE, PREFIX.length());
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        int at = open + 1;
        int end = text.length() - 1;
        while (at < end) {
            int comma = comma(text, at, end);
            argument(text, at, comma, arguments);
            at = comma + 1;
            if (comma == end - 1) {
                throw new SyntaxException("An argument is missing behind this comma. Write " + EXAMPLE, comma);
            }
        }
        return new GroupCall(name, arguments, written);
    }

    /** Where the argument ends: at a comma outside of holes, or at the end. */
    private static int comma(String text, int from, int end) {
        boolean hole = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            hole = c == '{' || (hole && c != '}');
            if (c == ',' && !hole) {
                return i;
            }
        }
        return end;
    }

    private static void argument(String text, int from, int to, Map<String, String> into) throws SyntaxException {
        String argument = text.substring(from, to);
        int equals = argument.indexOf('=');
        String name = equals < 0 ? "" : argument.substring(0, equals).trim();
        String value = equals < 0 ? "" : argument.substring(equals + 1).trim();
        if (name.isEmpty() || value.isEmpty()) {
            throw new SyntaxException("An argument is a name, = and a hole or a text. Write " + EXAMPLE, from);
        }
        if (into.put(name, value) != null) {
            throw new SyntaxException(Quoted.of(name) + " is given twice. Take one of them out", from);
        }
    }

    /** The patterns that are meant; without those that can't be, with their problems added. */
    List<Pattern> patterns(Map<String, Group> groups, Problems problems) {
        Group group = groups.get(name);
        if (group == null) {
            problems.add(
                    written.origin(PREFIX.length()),
                    "There is no group " + Quoted.of(name) + " below groups:." + Nearest.hint(name, groups.keySet()));
            return List.of();
        }
        Set<String> missing = new TreeSet<>(group.parameters());
        missing.removeAll(arguments.keySet());
        for (String given : arguments.keySet()) {
            if (!group.parameters().contains(given)) {
                problems.add(
                        written.origin(written.text().indexOf('(')),
                        "The group " + Quoted.of(name) + " has no parameter " + Quoted.of(given) + "."
                                + Nearest.hint(given, group.parameters()));
                return List.of();
            }
        }
        if (!missing.isEmpty()) {
            problems.add(
                    written.origin(written.text().indexOf('(')),
                    "The group " + Quoted.of(name) + " needs " + String.join(" and ", missing) + " as well. Write "
                            + missing.iterator().next() + "={...} beside the others");
            return List.of();
        }
        try {
            return group.with(arguments);
        } catch (SyntaxException wrong) {
            problems.add(written.origin(), String.valueOf(wrong.getMessage()));
            return List.of();
        }
    }
}
