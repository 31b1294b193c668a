package dev.larder.engine.coherence;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The field of a key's hash that one cached method uses: cache, implementing class where that isn't the class that the
 * rule names, and shape. Two implementers of one interface never share a value, and an eviction of the key reaches both.
 */
final class FieldNames {
    private final String cache;
    private final String selected;
    private final Class<?> owner;
    private final String shape;
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
     */
    FieldNames(String cache, String selected, Class<?> owner, long shape) {
        this.cache = cache;
        this.selected = selected;
        this.owner = owner;
        this.shape = Long.toHexString(shape);
        this.ownField = field(owner);
    }

    String of(@Nullable Object self) {
        return self == null || self.getClass() == owner ? ownField : others.get(self.getClass());
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
        return (named ? cache : cache + "/" + written.getName()) + "." + shape;
    }
}
