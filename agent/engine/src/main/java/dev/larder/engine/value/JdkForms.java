package dev.larder.engine.value;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The table of the {@link JdkGroup}s. In the bytes a class is its number here; the names in their order are part of every
 * codec's shape, so that a version with another table reads none of this one's bytes.
 */
final class JdkForms {
    private static final int MOST = 256;

    private final String[] names = new String[MOST];
    private final JdkGroup[] groups = new JdkGroup[MOST];
    private final Map<String, Integer> numbers = new HashMap<>(MOST * 2);
    private final AtomicReferenceArray<@Nullable Class<?>> types = new AtomicReferenceArray<>(MOST);
    private final AtomicReferenceArray<@Nullable Form> forms = new AtomicReferenceArray<>(MOST);
    private final long shape;

    JdkForms() {
        Fingerprint print = new Fingerprint();
        int count = 0;
        for (JdkGroup group : JdkGroup.values()) {
            print.add(group.name());
            StringTokenizer tokens = new StringTokenizer(group.names());
            while (tokens.hasMoreTokens()) {
                String name = tokens.nextToken();
                print.add(name);
                names[count] = name;
                groups[count] = group;
                numbers.put(name, count++);
            }
        }
        shape = print.value();
    }

    /** Of the table, and so of all that bytes may hold beside the classes of the closure. */
    long shape() {
        return shape;
    }

    /** -1 for a class that is not in the table. */
    int number(Class<?> type) {
        return Forms.ofJdk(type) ? numbers.getOrDefault(type.getName(), -1) : -1;
    }

    /** Null for a class that is not in the table. */
    @Nullable
    JdkGroup group(Class<?> type) {
        int number = number(type);
        return number < 0 ? null : groups[number];
    }

    /** Nothing for a class that a trimmed runtime, or an older one, lacks. */
    Class<?> type(int number) throws BadPayloadException {
        Class<?> type = number < 0 || number >= MOST ? null : types.get(number);
        if (type == null) {
            type = find(number);
            types.set(number, type);
        }
        return type;
    }

    private Class<?> find(int number) throws BadPayloadException {
        if (number < 0 || number >= numbers.size()) {
            throw new BadPayloadException("no class of the JDK has the number " + number);
        }
        String name = names[number];
        try {
            return switch (name) {
                case "boolean" -> boolean.class;
                case "byte" -> byte.class;
                case "short" -> short.class;
                case "char" -> char.class;
                case "int" -> int.class;
                case "long" -> long.class;
                case "float" -> float.class;
                case "double" -> double.class;
                default -> Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            };
        } catch (ClassNotFoundException absent) {
            throw new BadPayloadException("this JVM has no " + name);
        }
    }

    Form form(int number) throws BadPayloadException {
        Form form = number < 0 || number >= MOST ? null : forms.get(number);
        if (form == null) {
            Class<?> type = type(number);
            form = groups[number].form(type, number);
            forms.set(number, form);
        }
        return form;
    }

    /** The form of a class of the JDK; null for any other, and for those that are not in the table. */
    @Nullable
    Form of(Class<?> type) {
        if (!Forms.ofJdk(type)) {
            return null;
        }
        Integer number = numbers.get(type.getName());
        if (number == null) {
            number = numbers.get(open(type));
        }
        try {
            return number == null ? null : form(number);
        } catch (BadPayloadException absent) {
            return null;
        }
    }

    /** The public class that stands before one which the JDK keeps to itself: for {@code sun.nio.cs.UTF_8}, Charset. */
    private static String open(Class<?> type) {
        if (Charset.class.isAssignableFrom(type)) {
            return "java.nio.charset.Charset";
        }
        if (ZoneId.class.isAssignableFrom(type)) {
            return "java.time.ZoneId";
        }
        return Path.class.isAssignableFrom(type) ? "java.nio.file.Path" : "";
    }
}
