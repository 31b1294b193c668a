package dev.larder.engine.coherence;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The field of a key's hash that one cached method uses: cache, implementing class where that isn't the class that the
 * rule names, web application, method, and shape. Two implementers of one interface, or two methods that one rule chooses, never share a
 * value, and an eviction of the key reaches all.
 */
final class FieldNames {
    private final String cache;
    private final String selected;
    private final Class<?> owner;
    private final String rest;
    private final String ownField;

    // A receiver of another class than the woven one: a subclass that inherits the body, seen rarely and few of them.
    private final ClassValue<String> others = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return field(type);
        }
    };

    /**
     * @param selected name of the type in the rule
     * @param owner class whose body was woven
     * @param method name and descriptor
     */
    FieldNames(String cache, String selected, Class<?> owner, String method, long shape) {
        this.cache = cache;
        this.selected = selected;
        this.owner = owner;
        this.rest = "." + brief(method) + "." + Long.toHexString(shape);
        this.ownField = field(owner);
    }

    String of(@Nullable Object self) {
        return self == null || self.getClass() == owner ? ownField : others.get(self.getClass());
    }

    /** {@code find-1c2d3e4f}: the descriptor of a method can be long, and its overloads are few. */
    private static String brief(String method) {
        CRC32C descriptor = new CRC32C();
        descriptor.update(method.getBytes(StandardCharsets.UTF_8));
        return method.substring(0, method.indexOf('(')) + "-" + Long.toHexString(descriptor.getValue());
    }

    private String field(Class<?> receiver) {
        Class<?> written = receiver;
        // Generated subclasses are named anew at each start; the class below them is what somebody wrote.
        while (written.getName().contains("$$")
                && written.getSuperclass() != null
                && !Modifier.isAbstract(written.getModifiers())) {
            written = written.getSuperclass();
        }
        boolean named = Proxy.isProxyClass(written)
                || written.getName().equals(selected)
                || written.getName().replace('$', '.').equals(selected);
        return (named ? cache : cache + "/" + written.getName()) + Deployment.of(written) + rest;
    }
}
