package dev.larder.weaver.watch;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The branches of XA that this JVM has seen begin and not yet end, by what names them: they may be ended through another
 * resource, on another thread. Kept for as long as the resource that they were begun through, so that lost ones end as
 * garbage. Any thread.
 */
final class Branches {

    /** Past that the oldest are forgotten, which is safe: the end of one that nobody knows evicts everything. */
    private static final int MOST = 10_000;

    /**
     * One of them. Compared by identity.
     */
    static final class Branch {
        private final GlobalTransaction of;
        private final boolean standsForItself;
        private final Set<Branch> kept;

        private Branch(GlobalTransaction of, boolean standsForItself, Set<Branch> kept) {
            this.of = of;
            this.standsForItself = standsForItself;
            this.kept = kept;
        }

        GlobalTransaction of() {
            return of;
        }

        /** Whether it has a transaction of its own; else it is part of one of JTA, which is told of its end itself. */
        boolean standsForItself() {
            return standsForItself;
        }
    }

    private final Map<ByteBuffer, WeakReference<Branch>> open = new LinkedHashMap<>(); // guarded by itself
    private final WeakIdentityMap<Set<Branch>> byResource = new WeakIdentityMap<>();

    /** Copied: applications and drivers have classes of their own for them, which may change. */
    private static ByteBuffer name(Xid xid) {
        byte[] global = xid.getGlobalTransactionId();
        byte[] branch = xid.getBranchQualifier();
        ByteBuffer name = ByteBuffer.allocate(2 * Integer.BYTES + global.length + branch.length);
        return name.putInt(xid.getFormatId())
                .putInt(global.length)
                .put(global)
                .put(branch)
                .flip();
    }

    @Nullable
    Branch get(Xid xid) {
        ByteBuffer name = name(xid);
        synchronized (open) {
            WeakReference<Branch> reference = open.get(name);
            return reference == null ? null : reference.get();
        }
    }

    Branch begin(XAResource resource, Xid xid, GlobalTransaction of, boolean standsForItself) {
        Set<Branch> kept = byResource.get(resource);
        if (kept == null) {
            kept = ConcurrentHashMap.newKeySet();
            byResource.put(resource, kept);
        }
        Branch begun = new Branch(of, standsForItself, kept);
        kept.add(begun);
        ByteBuffer name = name(xid);
        synchronized (open) {
            open.put(name, new WeakReference<>(begun));
            if (open.size() > MOST) {
                open.remove(open.keySet().iterator().next());
            }
        }
        return begun;
    }

    void end(Xid xid) {
        ByteBuffer name = name(xid);
        WeakReference<Branch> reference;
        synchronized (open) {
            reference = open.remove(name);
        }
        Branch ended = reference == null ? null : reference.get();
        if (ended != null) {
            ended.kept.remove(ended);
        }
    }

    int remembered() {
        return byResource.size();
    }

    /** Lets go of what was kept for resources that were lost. */
    void tidy() {
        byResource.tidy();
    }
}
