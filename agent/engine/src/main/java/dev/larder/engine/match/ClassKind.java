package dev.larder.engine.match;

/** What a class is to those who weave it. */
public enum ClassKind {
    /** Code that somebody wrote, or an interface. */
    BODY,
    /** A {@link java.lang.reflect.Proxy}: every method of it only calls its handler. */
    JDK_PROXY,
    /** A class generated below another to wrap its methods: Spring's CGLIB, Hibernate's, Weld's and other subclasses. */
    SUBCLASS_PROXY;

    public static ClassKind of(ClassHeader header) {
        if ("java/lang/reflect/Proxy".equals(header.superName())) {
            return JDK_PROXY;
        }
        // The generators that matter all put a double dollar sign into the name; compilers don't put it into a class
        // that has a superclass of the same outer name.
        String superName = header.superName();
        if (superName != null && header.name().startsWith(superName + "$$")) {
            return SUBCLASS_PROXY;
        }
        return BODY;
    }
}
