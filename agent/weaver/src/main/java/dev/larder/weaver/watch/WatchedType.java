package dev.larder.weaver.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is watched, by the internal names of the interfaces that all of its kind implement. */
@SuppressWarnings({
    "ImmutableEnumChecker", // List.of is immutable
    "EnumOrdinal" // bits live no longer than the JVM
})
enum WatchedType {
    CONNECTION("java/sql/Connection"),
    STATEMENT("java/sql/Statement", "java/sql/PreparedStatement", "java/sql/CallableStatement"),
    CONNECTION_SOURCE("javax/sql/DataSource", "javax/sql/PooledConnection", "javax/sql/XAConnection"),
    DRIVER("java/sql/Driver"),
    ENTITY_TRANSACTION("jakarta/persistence/EntityTransaction", "javax/persistence/EntityTransaction"),
    JTA(
            "jakarta/transaction/UserTransaction",
            "javax/transaction/UserTransaction",
            "jakarta/transaction/TransactionManager",
            "javax/transaction/TransactionManager"),
    JTA_TRANSACTION("jakarta/transaction/Transaction", "javax/transaction/Transaction"),
    XA_RESOURCE("javax/transaction/xa/XAResource"),
    SERVLET("jakarta/servlet/Servlet", "javax/servlet/Servlet"),
    FILTER("jakarta/servlet/Filter", "javax/servlet/Filter"),
    /** Only recognised: nothing can be told of what runs on no thread in particular. */
    REACTIVE("io/r2dbc/spi/Connection");

    private final List<String> interfaces;

    WatchedType(String... interfaces) {
        this.interfaces = List.of(interfaces);
    }

    /** All kinds are sets of bits: most classes are of none, and there are many classes. */
    int bit() {
        return 1 << ordinal();
    }

    boolean in(int kinds) {
        return (kinds & bit()) != 0;
    }

    static Map<String, Integer> bitsByInterface() {
        Map<String, Integer> bits = new HashMap<>();
        for (WatchedType type : values()) {
            type.interfaces.forEach(name -> bits.put(name, type.bit()));
        }
        return Map.copyOf(bits);
    }
}
