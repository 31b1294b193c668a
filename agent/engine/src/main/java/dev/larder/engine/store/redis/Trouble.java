package dev.larder.engine.store.redis;

import java.io.Serial;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why there is no line, for a person: what happened, and what to do about it. */
final class Trouble extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Trouble of the same kind is told once, until there is a line again or the kind changes. */
    enum Kind {
        REFUSED("nothing listens there", "start it, or correct store.url"),
        UNKNOWN_HOST("its host name is unknown", "correct store.url, or the name service"),
        SILENT("it does not answer", "see whether it is busy or stopped, and what lies between"),
        NO_PASSWORD(
                "it asks for a password",
                "give one: redis://:PASSWORD@HOST:PORT in store.url or REDIS_URL, or REDIS_PASSWORD"),
        WRONG_PASSWORD("it refuses the password", "correct the one in store.url, REDIS_URL or REDIS_PASSWORD"),
        FORBIDDEN(
                "its user may not run what Larder needs",
                "allow INFO, PING, GET, MGET, SET, SETRANGE, DEL, UNLINK, HGET, HSET, HDEL, HKEYS, PTTL, PEXPIRE, TIME,"
                        + " EVAL, EVALSHA and SCRIPT LOAD to it, on the keys of the namespace"),
        TLS(
                "no TLS connection came about",
                "write redis:// where the server speaks no TLS, or make its certificate known to this JVM"
                        + " (javax.net.ssl.trustStore)"),
        NOT_REDIS(
                "what answers there does not speak as Redis does",
                "correct store.url; where the server expects TLS, write rediss://"),
        LOADING("it is loading its data", "wait, it goes by itself"),
        REPLICA("it is a replica", "name the master in store.url, or Sentinels: redis-sentinel://HOST:26379/0#MASTER"),
        SENTINEL("it is a Sentinel", "write redis-sentinel://HOST:PORT/0#MASTER"),
        CLUSTER("it is a node of a Redis Cluster, which is not supported yet", "name a single Redis or Sentinels"),
        TOO_OLD("it is older than 6.2", "update it"),
        NAMELESS("INFO tells neither run_id nor master_replid", "let INFO tell them: values can't be trusted without"),
        DATABASE("it has no such database", "correct the number at the end of store.url"),
        URL("store.url can't be read", "write redis://:PASSWORD@HOST:6379/0"),
        LOST("the connection ended", "it is opened again by itself"),
        CLOSED("it closes connections at once", "see its log; where it expects TLS, write rediss://"),
        REFUSING(
                "it refuses what Larder needs",
                "see the reason; nothing is read from it until evictions are carried out again"),
        OTHER("it can't be used", "see the reason; it is tried again and again");

        private final String what;
        private final String todo;

        Kind(String what, String todo) {
            this.what = what;
            this.todo = todo;
        }
    }

    private final Kind kind;
    private final String detail;

    Trouble(Kind kind) {
        this(kind, "");
    }

    /** @param detail what the server or the library says to it, empty for nothing; never the URL */
    Trouble(Kind kind, String detail) {
        super(
                kind.what + (detail.isEmpty() || detail.equals(kind.what) ? "" : " (" + detail + ")") + "; "
                        + kind.todo,
                null,
                false,
                false);
        this.kind = kind;
        this.detail = detail;
    }

    /** What happened, without what to do about it. */
    String what() {
        return kind.what + (detail.isEmpty() || detail.equals(kind.what) ? "" : " (" + detail + ")");
    }

    String todo() {
        return kind.todo;
    }

    Kind kind() {
        return kind;
    }

    static Trouble of(Fault fault) {
        String message = String.valueOf(fault.getMessage());
        Kind known = byReply(message);
        return switch (fault.kind()) {
            case SLOW -> new Trouble(Kind.SILENT);
            case GONE -> new Trouble(known == Kind.OTHER ? Kind.LOST : known, message);
            case REFUSED -> new Trouble(known == Kind.OTHER ? Kind.REFUSING : known, message);
        };
    }

    /**
     * Lettuce wraps what happened several times over: the first that is known is meant.
     *
     * @param tls whether the URL asks for it: a server that knows nothing of TLS waits for the rest of what looks to it
     *     like a very long word
     */
    static Trouble ofOpening(Throwable thrown, boolean tls) {
        String last = thrown.getClass().getSimpleName();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? "" : cause.getMessage();
            Kind kind = kindOf(cause, message);
            if (kind != Kind.OTHER) {
                return kind == Kind.TLS
                        ? new Trouble(kind, ofCertificate(cause))
                        : new Trouble(tls && kind == Kind.SILENT ? Kind.TLS : kind);
            }
            last = cause.getClass().getSimpleName();
        }
        return new Trouble(Kind.OTHER, last);
    }

    /** What is wrong with a certificate, empty where it isn't that. */
    private static String ofCertificate(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? "" : cause.getMessage();
            if (message.contains("unable to find valid certification path")) {
                return "its certificate is signed by nobody whom this JVM trusts";
            }
            if (cause instanceof CertificateException && cause.getCause() == null) {
                return message;
            }
        }
        return "";
    }

    private static Kind kindOf(Throwable cause, String message) {
        if (cause instanceof UnknownHostException) {
            return Kind.UNKNOWN_HOST;
        }
        if (cause instanceof SSLException || cause.getClass().getSimpleName().equals("NotSslRecordException")) {
            return Kind.TLS;
        }
        String name = cause.getClass().getSimpleName();
        if (name.equals("ConnectTimeoutException")
                || name.contains("TimeoutException")
                || message.contains("timed out")) {
            return Kind.SILENT;
        }
        if (cause instanceof ConnectException) {
            return Kind.REFUSED;
        }
        if (cause instanceof IllegalStateException) {
            // Lettuce, where the connection has ended by the time it begins to use it
            return Kind.CLOSED;
        }
        if (name.equals("RedisProtocolException") || message.contains("Invalid first byte")) {
            return Kind.NOT_REDIS;
        }
        return byReply(message);
    }

    private static Kind byReply(String reply) {
        String text = reply.toLowerCase(Locale.ROOT);
        if (text.contains("wrongpass") || text.contains("invalid password") || text.contains("invalid username")) {
            return Kind.WRONG_PASSWORD;
        }
        if (text.contains("without any password configured")) {
            return Kind.WRONG_PASSWORD;
        }
        if (text.contains("noauth")) {
            return Kind.NO_PASSWORD;
        }
        if (text.startsWith("noperm")) {
            return Kind.FORBIDDEN;
        }
        if (text.startsWith("loading")) {
            return Kind.LOADING;
        }
        if (text.contains("db index is out of range")) {
            return Kind.DATABASE;
        }
        // Lettuce's words for a connection that ended before it was ready
        return text.contains("connection closed") || text.contains("connection reset") ? Kind.CLOSED : Kind.OTHER;
    }
}
