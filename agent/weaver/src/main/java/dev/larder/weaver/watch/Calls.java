package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Request;
import org.jspecify.annotations.Nullable;

/**
 * The watched calls that are under way on one thread. Hangs on a thread local, so that it holds types of Larder's only, and
 * nothing of the application's once the calls are over.
 */
final class Calls {
    private final Frame first = new Frame(this, null);

    /** The innermost call of a connection's method; null outside of any. */
    @Nullable
    Frame top;

    /** Inside a statement's execution. */
    boolean executing;

    /** The request that the thread is in. */
    @Nullable
    Request request;

    /** The JTA transaction that is associated with the thread. */
    @Nullable
    GlobalTransaction jta;

    /** The branch of XA that is associated with the thread, where it stands for itself. */
    @Nullable
    GlobalTransaction branch;

    /** Inside a call of an XA resource's. */
    boolean xa;

    /** The one that a call which is under way is ending. */
    @Nullable
    GlobalTransaction ending;

    /** How many calls of a transaction manager are under way, each inside the one before. */
    int jtaDepth;

    /** What connections may be part of here. */
    @Nullable
    GlobalTransaction global() {
        return jta == null ? branch : jta;
    }

    Frame free() {
        return top == null ? first : top.next();
    }
}
