package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Short ways to keys and evictions, for tests. */
final class Keys {

    private Keys() {}

    static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && !method.isSynthetic())
                .findFirst()
                .orElseThrow();
    }

    static KeyPlan plan(String template, Class<?> type, String method, String... patterns) throws TemplateException {
        List<Pattern> parsed = new ArrayList<>();
        for (String pattern : patterns) {
            parsed.add(TemplateParser.pattern(pattern));
        }
        Template key = template == null ? null : TemplateParser.key(template);
        return KeyPlan.compile(
                new CacheKeys("posts", key, List.of(), Set.of(), null, List.of()),
                method(type, method),
                parsed,
                MethodHandles.lookup());
    }

    /** The text of the key that the one-argument method gives to the value. */
    static String text(Class<?> type, String method, Object value) throws TemplateException, KeyException {
        return plan("k:{0}", type, method)
                .key(null, new Object[] {value})
                .text()
                .substring(2);
    }

    static EvictionPlan evicting(Class<?> type, String method, List<CacheKeys> caches, String... patterns)
            throws TemplateException {
        List<Pattern> parsed = new ArrayList<>();
        for (String pattern : patterns) {
            parsed.add(TemplateParser.pattern(pattern));
        }
        return EvictionPlan.compile("rule", parsed, method(type, method), null, caches, MethodHandles.lookup());
    }

    static CacheKeys cache(String name, String template) throws TemplateException {
        return new CacheKeys(name, TemplateParser.key(template), List.of(), Set.of(), null, List.of());
    }

    static CacheKeys typed(String name, String template, String type, String parameter) throws TemplateException {
        return new CacheKeys(
                name, TemplateParser.key(template), List.of(), Set.of(), List.of(type), List.of(parameter));
    }
}
