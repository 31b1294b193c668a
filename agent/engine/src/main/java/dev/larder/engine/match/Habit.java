package dev.larder.engine.match;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a method's own bytecode does that a cached result can't repeat. Told from the body alone: what the methods do that
 * it calls isn't looked at.
 */
public enum Habit {
    CLOCK("reads the clock, so that its result ages though nothing is written"),
    RANDOM("draws random numbers, so that no two results are meant to be equal"),
    THREAD_LOCAL("reads what belongs to the thread, which the key doesn't tell"),
    SECURITY("asks who is signed in, which the key doesn't tell"),
    WRITES("writes fields, which a hit leaves undone");

    private static final Set<String> RANDOMS = Set.of(
            "java/util/Random",
            "java/util/SplittableRandom",
            "java/util/random/RandomGenerator",
            "java/util/concurrent/ThreadLocalRandom",
            "java/security/SecureRandom");
    private static final Set<String> HOLDERS = Set.of(
            "org/springframework/web/context/request/RequestContextHolder",
            "org/springframework/context/i18n/LocaleContextHolder",
            "org/springframework/transaction/support/TransactionSynchronizationManager",
            "org/slf4j/MDC");
    private static final Set<String> PRINCIPALS =
            Set.of("getUserPrincipal", "isUserInRole", "getRemoteUser", "getCallerPrincipal", "isCallerInRole");

    private final String words;

    Habit(String words) {
        this.words = words;
    }

    /** In words that follow the method's name. */
    public String words() {
        return words;
    }

    /** All habits of one method; none where its class can't be read. */
    public static Set<Habit> of(byte[] classFile, MethodOutline method) {
        Set<Habit> habits = EnumSet.noneOf(Habit.class);
        try {
            ClassFileReader reader = new ClassFileReader(classFile);
            reader.header();
            reader.skipFields();
            reader.instructions(method.key(), (opcode, member) -> add(opcode, member, habits));
        } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
            return Set.of();
        }
        return habits;
    }

    /** Of a method's own body, as far as its class can be read. */
    public static Set<Habit> of(Method method) {
        Class<?> type = method.getDeclaringClass();
        ClassLoader loader = type.getClassLoader();
        byte[] bytes =
                loader == null ? null : Hierarchy.bytes(loader, type.getName().replace('.', '/'));
        ClassOutline outline = bytes == null ? null : ClassOutline.read(bytes);
        if (bytes == null || outline == null) {
            return Set.of();
        }
        String key = method.getName()
                + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString();
        return outline.methods().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .map(one -> of(bytes, one))
                .orElse(Set.of());
    }

    private static void add(int opcode, ClassFileReader.Member member, Set<Habit> into) {
        String owner = member.owner();
        String name = member.name();
        if (opcode == Bytecode.PUTFIELD || opcode == Bytecode.PUTSTATIC) {
            into.add(WRITES);
        } else if (clock(owner, name, member.descriptor())) {
            into.add(CLOCK);
        } else if (RANDOMS.contains(owner)
                || (owner.equals("java/lang/Math") && name.equals("random"))
                || (owner.equals("java/util/UUID") && name.equals("randomUUID"))) {
            into.add(RANDOM);
        } else if (owner.startsWith("org/springframework/security/core/context/")
                || owner.equals("org/apache/shiro/SecurityUtils")
                || PRINCIPALS.contains(name)) {
            into.add(SECURITY);
        } else if (HOLDERS.contains(owner)
                || (owner.equals("java/lang/ThreadLocal") && name.equals("get"))
                || (owner.equals("java/lang/InheritableThreadLocal") && name.equals("get"))) {
            into.add(THREAD_LOCAL);
        }
    }

    private static boolean clock(String owner, String name, String descriptor) {
        return switch (owner) {
            case "java/lang/System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java/util/Date" -> name.equals("<init>") && descriptor.equals("()V");
            case "java/util/Calendar", "java/util/GregorianCalendar" ->
                name.equals("getInstance") || descriptor.equals("()V");
            case "java/time/Clock" -> name.equals("instant") || name.equals("millis");
            default -> owner.startsWith("java/time/") && name.equals("now");
        };
    }
}
