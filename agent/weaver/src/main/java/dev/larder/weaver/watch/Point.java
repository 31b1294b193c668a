package dev.larder.weaver.watch;

import dev.larder.engine.match.MethodOutline;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods at which there is something to be told. */
@SuppressWarnings({
    "ImmutableEnumChecker", // Set.of is immutable
    "EnumOrdinal" // ids live no longer than the JVM
})
enum Point {
    COMMIT(WatchedType.CONNECTION, Form.PLAIN, "()", "commit"),
    // A rollback to a savepoint ends nothing
    ROLLBACK(WatchedType.CONNECTION, Form.PLAIN, "()", "rollback"),
    SET_AUTO_COMMIT(WatchedType.CONNECTION, Form.ARGUMENT, "(Z)", "setAutoCommit"),
    GET_AUTO_COMMIT(WatchedType.CONNECTION, Form.RETURNED, "()", "getAutoCommit"),
    SET_READ_ONLY(WatchedType.CONNECTION, Form.ARGUMENT, "(Z)", "setReadOnly"),
    CLOSE(WatchedType.CONNECTION, Form.PLAIN, "()", "close"),
    ABORT(WatchedType.CONNECTION, Form.PLAIN, "(Ljava/util/concurrent/Executor;)", "abort"),
    PREPARE(WatchedType.CONNECTION, Form.ARGUMENT, "(Ljava/lang/String;", "prepareStatement"),
    PREPARE_CALL(WatchedType.CONNECTION, Form.PLAIN, "(Ljava/lang/String;", "prepareCall"),
    CREATE_STATEMENT(WatchedType.CONNECTION, Form.PLAIN, "(", "createStatement"),
    EXECUTE_TEXT(
            WatchedType.STATEMENT,
            Form.ARGUMENT,
            "(Ljava/lang/String;",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeLargeUpdate"),
    EXECUTE_UPDATE(
            WatchedType.STATEMENT,
            Form.PLAIN,
            "()",
            "executeUpdate",
            "executeLargeUpdate",
            "executeBatch",
            "executeLargeBatch"),
    GET_CONNECTION(WatchedType.CONNECTION_SOURCE, Form.RETURNED, "(", "getConnection"),
    CONNECT(WatchedType.DRIVER, Form.RETURNED, "(Ljava/lang/String;Ljava/util/Properties;)", "connect"),
    ENTITY_BEGIN(WatchedType.ENTITY_TRANSACTION, Form.PLAIN, "()", "begin"),
    ENTITY_COMMIT(WatchedType.ENTITY_TRANSACTION, Form.PLAIN, "()", "commit"),
    ENTITY_ROLLBACK(WatchedType.ENTITY_TRANSACTION, Form.PLAIN, "()", "rollback"),
    JTA_BEGIN(WatchedType.JTA, Form.PLAIN, "()", "begin"),
    JTA_COMMIT(WatchedType.JTA, Form.PLAIN, "()", "commit"),
    JTA_ROLLBACK(WatchedType.JTA, Form.PLAIN, "()", "rollback"),
    JTA_SUSPEND(WatchedType.JTA, Form.RETURNED, "()", "suspend"),
    JTA_RESUME(WatchedType.JTA, Form.ARGUMENT, "(L", "resume"),
    JTA_CURRENT(WatchedType.JTA, Form.RETURNED, "()", "getTransaction"),
    JTA_TRANSACTION_COMMIT(WatchedType.JTA_TRANSACTION, Form.PLAIN, "()", "commit"),
    JTA_TRANSACTION_ROLLBACK(WatchedType.JTA_TRANSACTION, Form.PLAIN, "()", "rollback"),
    XA_START(WatchedType.XA_RESOURCE, Form.ARGUMENT, "(Ljavax/transaction/xa/Xid;I)V", "start"),
    XA_END(WatchedType.XA_RESOURCE, Form.ARGUMENT, "(Ljavax/transaction/xa/Xid;I)V", "end"),
    XA_PREPARE(WatchedType.XA_RESOURCE, Form.ARGUMENT_AND_RETURNED, "(Ljavax/transaction/xa/Xid;)I", "prepare"),
    XA_COMMIT(WatchedType.XA_RESOURCE, Form.ARGUMENT, "(Ljavax/transaction/xa/Xid;Z)V", "commit"),
    XA_ROLLBACK(WatchedType.XA_RESOURCE, Form.ARGUMENT, "(Ljavax/transaction/xa/Xid;)V", "rollback"),
    XA_FORGET(WatchedType.XA_RESOURCE, Form.ARGUMENT, "(Ljavax/transaction/xa/Xid;)V", "forget"),
    SERVE(WatchedType.SERVLET, Form.ARGUMENT, "(L#/ServletRequest;L#/ServletResponse;)", "service"),
    FILTER(WatchedType.FILTER, Form.ARGUMENT, "(L#/ServletRequest;L#/ServletResponse;L#/FilterChain;)", "doFilter"),
    REACTIVE(WatchedType.REACTIVE, Form.NONE, "()", "beginTransaction");

    /** What a point's hook is given besides the object. */
    enum Form {
        NONE,
        PLAIN,
        ARGUMENT,
        RETURNED,
        ARGUMENT_AND_RETURNED
    }

    private static final Point[] ALL = values();

    private final WatchedType type;
    private final Form form;
    private final String parameters;
    private final Set<String> names;

    /** @param parameters what the descriptor begins with, {@code #} for the package of the servlet API */
    Point(WatchedType type, Form form, String parameters, String... names) {
        this.type = type;
        this.form = form;
        this.parameters = parameters;
        this.names = Set.of(names);
    }

    WatchedType type() {
        return type;
    }

    Form form() {
        return form;
    }

    Set<String> names() {
        return names;
    }

    /** What the class file mentions, by which most others are let go: a descriptor where the names are everybody's. */
    Set<String> mentioned() {
        return type == WatchedType.XA_RESOURCE ? Set.of(parameters) : names;
    }

    /** Negative, so that it is no site's. */
    int id() {
        return -1 - ordinal();
    }

    static Point of(int id) {
        return ALL[-1 - id];
    }

    /**
     * The point that a method of a class is.
     *
     * @param kinds bits of what the class is
     */
    static @Nullable Point of(MethodOutline method, int kinds) {
        for (Point point : ALL) {
            if (point.type.in(kinds) && point.matches(method)) {
                return point;
            }
        }
        return null;
    }

    /** The bits of all that a class has to be one of for any of its methods to be a point. */
    static int kinds(Iterable<MethodOutline> methods) {
        int kinds = 0;
        for (MethodOutline method : methods) {
            for (Point point : ALL) {
                if (point.matches(method)) {
                    kinds |= point.type.bit();
                }
            }
        }
        return kinds;
    }

    private boolean matches(MethodOutline method) {
        if (!names.contains(method.name())
                || (method.access() & (Modifier.ABSTRACT | Modifier.NATIVE | Modifier.STATIC)) != 0) {
            return false;
        }
        String descriptor = method.descriptor();
        return parameters.indexOf('#') < 0
                ? descriptor.startsWith(parameters)
                : descriptor.startsWith(parameters.replace("#", "jakarta/servlet"))
                        || descriptor.startsWith(parameters.replace("#", "javax/servlet"));
    }
}
