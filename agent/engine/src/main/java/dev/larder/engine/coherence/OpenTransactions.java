package dev.larder.engine.coherence;

import dev.larder.engine.coherence.Transaction.Access;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The transactions that one unit of work has begun and that are not over. Held weakly, so that one whose connection is
 * lost and never closed ends as garbage. Guarded by its unit.
 */
final class OpenTransactions {
    private final List<WeakReference<Transaction>> all = new ArrayList<>(2);

    void add(Transaction transaction) {
        all.add(new WeakReference<>(transaction));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Forgets those that are over; true if some have become garbage without that. */
    boolean prune() {
        boolean garbage = all.stream().anyMatch(reference -> reference.get() == null);
        all.removeIf(reference -> {
            Transaction transaction = reference.get();
            return transaction == null || transaction.isOver();
        });
        return garbage;
    }

    List<Transaction> open() {
        List<Transaction> open = new ArrayList<>(all.size());
        for (WeakReference<Transaction> reference : all) {
            Transaction transaction = reference.get();
            if (transaction != null && !transaction.isOver()) {
                open.add(transaction);
            }
        }
        return open;
    }

    /** Whether any is under way: it has begun, and has neither committed nor rolled back since. */
    boolean busy() {
        return open().stream().anyMatch(Transaction::busy);
    }

    /** Whether all that is known of them is that they only read. */
    boolean readOnly() {
        boolean any = false;
        for (Transaction transaction : open()) {
            if (transaction.access() == Access.WRITABLE) {
                return false;
            }
            any |= transaction.access() == Access.READ_ONLY;
        }
        return any;
    }
}
