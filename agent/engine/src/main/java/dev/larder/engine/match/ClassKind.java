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
        String superName = header.superName();
        return superName != null && generated(header.name(), superName) ? SUBCLASS_PROXY : BODY;
    }

    /** Generators name a class after the one that it extends, in ways that nobody writes by hand. */
    private static boolean generated(String name, String superName) {
        // Spring's, cglib's, Guice's; compilers put no $$ into a class that has a superclass of the same outer name.
        if (name.startsWith(superName + "$$")) {
            return true;
        }
        // Quarkus' interceptors and client proxies, Hibernate's, Mockito's, plain Byte Buddy's
        for (String mark :
                new String[] {"_Subclass", "_ClientProxy", "$HibernateProxy$", "$MockitoMock$", "$ByteBuddy$"}) {
            if (name.startsWith(superName + mark)) {
                return true;
            }
        }
        // Weld's and OpenWebBeans', and Micronaut's, in whose names other things come first
        return name.contains("$Proxy$_$$_") || name.contains("$$Owb") || name.endsWith("$Definition$Intercepted");
    }
}
