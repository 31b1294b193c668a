package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.coherence.UnitsOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of JTA: they belong to their thread, whichever object is asked for them, until they are suspended or taken
 * elsewhere as an object. A {@code UserTransaction} passes calls on to a {@code TransactionManager}, so that the outermost
 * call counts. All mark before they commit, and so before any of their resources is prepared.
 */
final class JtaHooks {
    private final UnitsInUse inUse;
    private final Threads threads;
    private final Connections connections;
    private final WeakIdentityMap<GlobalTransaction> objects = new WeakIdentityMap<>();

    JtaHooks(UnitsInUse inUse, Threads threads, Connections connections) {
        this.inUse = inUse;
        this.threads = threads;
        this.connections = connections;
    }

    /** An outermost call. */
    abstract class Outermost extends SafeHook {
        Outermost() {
            super(inUse);
        }

        void before(Calls calls, Object self, @Nullable Object argument) {}

        abstract void after(Calls calls, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown);

        @Override
        Object before(Object self, @Nullable Object argument, UnitsOfWork units) {
            Calls calls = threads.current();
            if (calls.jtaDepth == 0) {
                before(calls, self, argument);
            }
            calls.jtaDepth++;
            return calls;
        }

        @Override
        void after(Object token, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
            Calls calls = (Calls) token;
            if (--calls.jtaDepth == 0) {
                after(calls, units, returned, thrown);
            }
        }
    }

    Hook begin() {
        return new Outermost() {
            @Override
            void after(Calls calls, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                if (thrown == null) {
                    // There is one at a time: what is left ran into its timeout, and was rolled back elsewhere
                    end(calls.jta, null, false, calls);
                    calls.jta = new GlobalTransaction(units.transactionBegun(Access.BY_ITS_CONNECTION));
                }
            }
        };
    }

    Hook commit() {
        return ending(true, false);
    }

    Hook rollback() {
        return ending(false, false);
    }

    /** Of a transaction as an object. */
    Hook commitOf() {
        return ending(true, true);
    }

    /** Of a transaction as an object. */
    Hook rollbackOf() {
        return ending(false, true);
    }

    private Hook ending(boolean commits, boolean ofObject) {
        return new Outermost() {
            @Override
            void before(Calls calls, Object self, @Nullable Object argument) {
                calls.ending = ofObject ? objects.get(self) : calls.jta;
                if (commits && calls.ending != null) {
                    // Where the rules want it to fail, its resources do when they are to be prepared
                    calls.ending.transaction().beforeCommit();
                }
            }

            @Override
            void after(Calls calls, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                GlobalTransaction ending = calls.ending;
                calls.ending = null;
                if (ending == calls.jta) {
                    calls.jta = null;
                }
                end(ending, thrown, commits, calls);
            }
        };
    }

    private void end(@Nullable GlobalTransaction global, @Nullable Throwable thrown, boolean committed, Calls calls) {
        if (global != null) {
            connections.settle(global, committed && thrown == null, calls);
            EntityHooks.over(global.transaction(), thrown, committed);
        }
    }

    /** Asked for as an object, which may be ended by its own methods, on any thread. */
    Hook current() {
        return new Outermost() {
            @Override
            void after(Calls calls, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                if (returned != null && calls.jta != null && objects.get(returned) != calls.jta) {
                    objects.put(returned, calls.jta);
                }
            }
        };
    }

    Hook suspend() {
        return new Outermost() {
            @Override
            void after(Calls calls, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                if (returned != null && calls.jta != null) {
                    objects.put(returned, calls.jta);
                    calls.jta = null;
                }
            }
        };
    }

    Hook resume() {
        return new Outermost() {
            @Override
            void before(Calls calls, Object self, @Nullable Object argument) {
                GlobalTransaction known = argument == null ? null : objects.get(argument);
                if (known != null) {
                    calls.jta = known;
                }
            }

            @Override
            void after(Calls calls, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {}
        };
    }
}
