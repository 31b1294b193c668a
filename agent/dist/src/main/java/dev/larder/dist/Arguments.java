package dev.larder.dist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings from outside the rule file, in their order of precedence: the agent's arguments, then system properties
 * {@code larder.x.y}, then the environment {@code LARDER_X_Y}. Empty counts as unset.
 *
 * @param values by setting name ({@code rules}, {@code metrics.port}, {@code store.url}, ...)
 */
record Arguments(Map<String, String> values) {

    /** Everything that can be set from outside. */
    static final List<String> NAMES = List.of(
            "rules",
            "profile",
            "log",
            "store.url",
            "store.namespace",
            "metrics",
            "metrics.host",
            "metrics.port",
            "admin.token");

    /**
     * @param text what stands behind {@code -javaagent:larder.jar=}: a path, or {@code name=value} pairs with commas
     * @param property as {@link System#getProperty(String)}
     * @param environment as {@link System#getenv(String)}
     * @throws IllegalArgumentException for a name that there isn't, with the names that there are
     */
    static Arguments read(
            @Nullable String text,
            Function<String, @Nullable String> property,
            Function<String, @Nullable String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            String set = property.apply("larder." + name);
            if (set == null || set.isEmpty()) {
                set = environment.apply("LARDER_" + name.replace('.', '_').toUpperCase(Locale.ROOT));
            }
            if (set != null && !set.isEmpty()) {
                values.put(name, set);
            }
        }
        if (text != null && !text.isBlank()) {
            values.putAll(pairs(text.trim()));
        }
        return new Arguments(Map.copyOf(values));
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int equals = text.indexOf('=');
        // A path alone; one that holds an equals sign must be written rules=PATH.
        if (equals < 0) {
            return Map.of("rules", text);
        }
        for (String pair : text.split(",", -1)) {
            equals = pair.indexOf('=');
            String name = equals < 0 ? pair.trim() : pair.substring(0, equals).trim();
            if (equals < 0 || !NAMES.contains(name)) {
                throw new IllegalArgumentException("the agent's arguments have no \"" + name + "\": write a path, or "
                        + "name=value pairs with commas between them, with the names " + String.join(", ", NAMES));
            }
            String value = pair.substring(equals + 1).trim();
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        return values;
    }

    @Nullable
    String rules() {
        return values.get("rules");
    }

    /** What changes by HTTP are asked for with; null for nothing. */
    @Nullable
    String token() {
        return values.get("admin.token");
    }

    /** Values may be secret. */
    @Override
    public String toString() {
        return "settings " + values.keySet();
    }
}
