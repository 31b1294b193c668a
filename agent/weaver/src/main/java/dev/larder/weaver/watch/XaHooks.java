package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.coherence.UnitsOfWork;
import dev.larder.weaver.watch.Branches.Branch;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * Branches of XA transactions. Where the thread is in a transaction of JTA, that one is told of, and marks before it
 * commits; the branch is known as a part of it. Where whoever coordinates is none of JTA, the branch stands for itself: it
 * begins with {@code start}, is marked before it is prepared, and ends with {@code commit} or {@code rollback} of its name,
 * through whichever resource and on whichever thread.
 *
 * <p>Wrappers pass calls on: the outermost counts. What a driver does to its connection on the way is part of the call.
 */
final class XaHooks {
    private final UnitsInUse inUse;
    private final Connections connections;
    private final Branches branches;

    XaHooks(UnitsInUse inUse, Connections connections, Branches branches) {
        this.branches = branches;
        this.inUse = inUse;
        this.connections = connections;
    }

    /** One call of the outermost resource's. */
    private record Call(Calls calls, Xid xid, @Nullable Branch branch, boolean begins) {}

    abstract class XaHook implements Hook {

        /** Not null where the call is to fail. */
        @Nullable
        XAException before(XAResource resource, Call call) {
            return null;
        }

        abstract void after(Call call, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown);

        /** Of a branch that is not known. */
        @Nullable
        Branch begin(XAResource resource, Calls calls, Xid xid, UnitsOfWork units) {
            return null;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) {
            UnitsOfWork units = inUse.units();
            if (units == null || !(self instanceof XAResource resource) || !(argument instanceof Xid xid)) {
                return null;
            }
            try {
                Calls calls = connections.calls();
                if (calls.xa) {
                    return null;
                }
                Branch known = branches.get(xid);
                Branch branch = known == null ? begin(resource, calls, xid, units) : known;
                Call call = new Call(calls, xid, branch, known != branch);
                XAException refusal = before(resource, call);
                if (refusal != null) {
                    return refusal;
                }
                calls.xa = true;
                return call;
            } catch (Throwable fault) {
                inUse.fault(fault);
                return null;
            }
        }

        @Override
        public @Nullable Throwable exit(Object token, @Nullable Object returned, @Nullable Throwable thrown) {
            if (!(token instanceof Call call)) {
                return token instanceof XAException refusal ? refusal : null;
            }
            call.calls.xa = false;
            UnitsOfWork units = inUse.units();
            if (units != null) {
                try {
                    after(call, units, returned, thrown);
                } catch (Throwable fault) {
                    inUse.fault(fault);
                }
            }
            return null;
        }
    }

    /** Begins before the body, so that its snapshot is yet to be taken; joins and resumes what has begun already. */
    Hook start() {
        return new XaHook() {
            @Override
            Branch begin(XAResource resource, Calls calls, Xid xid, UnitsOfWork units) {
                GlobalTransaction global = calls.jta;
                return global == null
                        ? branches.begin(
                                resource, xid, new GlobalTransaction(units.transactionBegun(Access.WRITABLE)), true)
                        : branches.begin(resource, xid, global, false);
            }

            @Override
            void after(Call call, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                Branch branch = call.branch;
                if (thrown == null) {
                    call.calls.branch = branch != null && branch.standsForItself() ? branch.of() : null;
                } else if (call.begins) {
                    branches.end(call.xid);
                    over(call, false, null);
                }
            }
        };
    }

    /** Parts it from the thread, and no more. */
    Hook end() {
        return new XaHook() {
            @Override
            void after(Call call, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                if (call.branch != null && call.calls.branch == call.branch.of()) {
                    call.calls.branch = null;
                }
            }
        };
    }

    Hook prepare() {
        return new XaHook() {
            @Override
            @Nullable
            XAException before(XAResource resource, Call call) {
                return announce(resource, call);
            }

            @Override
            void after(Call call, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                if (thrown != null && rolledBack(thrown)) {
                    branches.end(call.xid);
                    over(call, false, thrown);
                } else if (returned instanceof Integer vote && vote == XAResource.XA_RDONLY) {
                    // Nothing follows
                    branches.end(call.xid);
                    over(call, true, null);
                }
            }
        };
    }

    /** In one phase or two: what was marked before it was prepared isn't marked again. */
    Hook commit() {
        return new XaHook() {
            @Override
            @Nullable
            XAException before(XAResource resource, Call call) {
                return announce(resource, call);
            }

            @Override
            void after(Call call, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                branches.end(call.xid);
                if (call.branch == null || call.branch.of().transaction().isOver()) {
                    if (thrown == null) {
                        // Left by another life of this application, or by a commit that came to no end
                        units.committedUnseen();
                    }
                } else {
                    over(call, true, thrown);
                }
            }
        };
    }

    Hook rollback() {
        return new XaHook() {
            @Override
            void after(Call call, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                branches.end(call.xid);
                over(call, false, thrown);
            }
        };
    }

    /** A heuristic end, which was told of when it was thrown. */
    Hook forget() {
        return new XaHook() {
            @Override
            void after(Call call, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                branches.end(call.xid);
            }
        };
    }

    /** Marks what is not marked yet. Not null where the rules want the transaction to fail, which is rolled back then. */
    private static @Nullable XAException announce(XAResource resource, Call call) {
        Branch branch = call.branch;
        if (branch == null || branch.of().transaction().beforeCommit()) {
            return null;
        }
        try {
            resource.rollback(call.xid);
        } catch (XAException failed) {
            return failed;
        }
        XAException refusal =
                new XAException(ConnectionHook.refused("this transaction").getMessage());
        refusal.errorCode = XAException.XA_RBROLLBACK;
        return refusal;
    }

    private void over(Call call, boolean committed, @Nullable Throwable thrown) {
        Branch branch = call.branch;
        if (branch == null || !branch.standsForItself()) {
            return;
        }
        if (call.calls.branch == branch.of()) {
            call.calls.branch = null;
        }
        Transaction transaction = branch.of().transaction();
        boolean rolledBack = thrown == null ? !committed : rolledBack(thrown);
        connections.settle(branch.of(), !rolledBack, call.calls);
        if (rolledBack) {
            transaction.rolledBack();
        } else if (thrown == null) {
            transaction.committed();
        } else {
            // Whatever is to become of it, as far as this JVM is concerned it is over: a commit that comes later evicts
            transaction.outcomeUnknown();
        }
        transaction.ended();
    }

    private static boolean rolledBack(Throwable thrown) {
        return thrown instanceof XAException told
                && ((told.errorCode >= XAException.XA_RBBASE && told.errorCode <= XAException.XA_RBEND)
                        || told.errorCode == XAException.XA_HEURRB);
    }
}
