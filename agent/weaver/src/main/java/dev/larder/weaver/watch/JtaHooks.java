package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.coherence.UnitsOfWork;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of JTA: they belong to their thread, whichever object is asked for them. A {@code UserTransaction} passes
 * calls on to a {@code TransactionManager}, so that the outermost call counts. Both mark before they commit, and so before
 * any of their resources is prepared.
 */
final class JtaHooks {
    private final UnitsInUse inUse;
    private final Threads threads;
    private final WeakIdentityMap<Transaction> suspended = new WeakIdentityMap<>();

    JtaHooks(UnitsInUse inUse, Threads threads) {
        this.inUse = inUse;
        this.threads = threads;
    }

    private interface Ending {
        void ended(Calls calls, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown);
    }

    private Hook outermost(BiConsumer<Calls, @Nullable Object> beginning, Ending ending) {
        return new SafeHook(inUse) {
            @Override
            Object before(Object self, @Nullable Object argument, UnitsOfWork units) {
                Calls calls = threads.current();
                if (calls.jtaDepth == 0) {
                    beginning.accept(calls, argument);
                }
                calls.jtaDepth++;
                return calls;
            }

            @Override
            void after(Object token, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                Calls calls = (Calls) token;
                if (--calls.jtaDepth == 0) {
                    ending.ended(calls, units, returned, thrown);
                }
            }
        };
    }

    Hook begin() {
        return outermost((calls, argument) -> {}, (calls, units, returned, thrown) -> {
            if (thrown == null) {
                // There is one at a time: what is left ran into its timeout, and was rolled back elsewhere
                end(calls.jta, null, false);
                calls.jta = units.transactionBegun(Access.BY_ITS_CONNECTION);
            }
        });
    }

    Hook commit() {
        return outermost(
                (calls, argument) -> {
                    if (calls.jta != null) {
                        calls.jta.beforeCommit();
                    }
                },
                (calls, units, returned, thrown) -> {
                    end(calls.jta, thrown, true);
                    calls.jta = null;
                });
    }

    Hook rollback() {
        return outermost((calls, argument) -> {}, (calls, units, returned, thrown) -> {
            end(calls.jta, thrown, false);
            calls.jta = null;
        });
    }

    private static void end(@Nullable Transaction transaction, @Nullable Throwable thrown, boolean committed) {
        if (transaction != null) {
            EntityHooks.over(transaction, thrown, committed);
        }
    }

    Hook suspend() {
        return outermost((calls, argument) -> {}, (calls, units, returned, thrown) -> {
            if (returned != null && calls.jta != null) {
                suspended.put(returned, calls.jta);
                calls.jta = null;
            }
        });
    }

    Hook resume() {
        return outermost(
                (calls, argument) -> {
                    Transaction known = argument == null ? null : suspended.remove(argument);
                    if (known != null) {
                        calls.jta = known;
                    }
                },
                (calls, units, returned, thrown) -> {});
    }
}
