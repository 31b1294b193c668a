package dev.larder.weaver.watch;

import java.util.function.Supplier;

/** What tests call of the woven {@link dev.larder.weaver.watch.sample.Ledger}. */
public interface LedgerCalls {

    /** Cached as {@code row:ID}. */
    String read(int id, Supplier<String> body);

    /** Evicts {@code row:ID}. */
    void write(int id, Runnable body);
}
