package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.coherence.UnitsOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Entity transactions of JPA. They work through connections that are watched as well, but begin earlier and write late: an
 * evicting method may be over before the first statement.
 *
 * <p>A wrapper of one is one of its own here, inside which the other is nested: both see the same calls.
 */
final class EntityHooks {
    private final UnitsInUse inUse;
    private final WeakIdentityMap<Transaction> open = new WeakIdentityMap<>();

    EntityHooks(UnitsInUse inUse) {
        this.inUse = inUse;
    }

    Hook begin() {
        return new SafeHook(inUse) {
            @Override
            Object before(Object self, @Nullable Object argument, UnitsOfWork units) {
                return self;
            }

            @Override
            void after(Object self, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                if (thrown == null && open.get(self) == null) {
                    open.put(self, units.transactionBegun(Access.BY_ITS_CONNECTION));
                }
            }
        };
    }

    Hook commit() {
        return new SafeHook(inUse) {
            @Override
            @Nullable
            Object before(Object self, @Nullable Object argument, UnitsOfWork units) {
                Transaction transaction = open.remove(self);
                if (transaction != null) {
                    // Where the rules want it to fail, the commit of its connection does
                    transaction.beforeCommit();
                }
                return transaction;
            }

            @Override
            void after(Object token, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                over((Transaction) token, thrown, true);
            }
        };
    }

    Hook rollback() {
        return new SafeHook(inUse) {
            @Override
            @Nullable
            Object before(Object self, @Nullable Object argument, UnitsOfWork units) {
                return open.remove(self);
            }

            @Override
            void after(Object token, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown) {
                over((Transaction) token, thrown, false);
            }
        };
    }

    static void over(Transaction transaction, @Nullable Throwable thrown, boolean committed) {
        if (thrown != null) {
            transaction.outcomeUnknown();
        } else if (committed) {
            transaction.committed();
        } else {
            transaction.rolledBack();
        }
        transaction.ended();
    }
}
