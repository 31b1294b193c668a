package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The races of docs/coherence.md, each forced to happen: first against what closes it, then without that, where it must
 * be seen. Two JVMs share a store and a database of one row.
 */
abstract class RaceTest {
    Store shared;
    String row = "old";

    /** An empty store that is up, and knows the sequence. */
    abstract Store open();

    @BeforeEach
    void openStore() {
        shared = open();
    }

    @AfterEach
    void close() {
        shared.close();
    }

    /** A store and the two JVMs that share it. */
    static final class Fleet {
        final HookedStore store;
        final Jvm one;
        final Jvm two;

        Fleet(HookedStore store) {
            this.store = store;
            one = new Jvm(store);
            two = new Jvm(store);
        }
    }

    Fleet protectedFleet() {
        return new Fleet(new HookedStore(shared));
    }

    /** Fills whatever became of the lease. */
    private static final class WithoutLeases extends HookedStore {
        private final Store behind;

        /** @param behind where values are filled, which gives leases that last */
        WithoutLeases(Store front, Store behind) {
            super(front);
            this.behind = behind;
        }

        @Override
        public void fill(Lease lease, byte[] value, Duration ttl, FillOutcome outcome) {
            beforeFill();
            behind.release(lease);
            try {
                LeaseReply again = behind.lease(lease.key(), lease.field(), lease.tags(), Duration.ofMinutes(1));
                while (!(again instanceof Lease)) {
                    // Another's may have a moment to live
                    again = behind.lease(lease.key(), lease.field(), lease.tags(), Duration.ofMinutes(1));
                }
                behind.fill((Lease) again, value, ttl, outcome);
            } catch (StoreException away) {
                throw new AssertionError(away);
            }
        }
    }

    /** All generations are the same for ever. */
    private static final class WithoutGenerations extends HookedStore {
        WithoutGenerations(Store behind) {
            super(behind);
        }

        @Override
        public Snapshot read(String key, String field, String[] tags) throws StoreException {
            Snapshot seen = super.read(key, field, tags);
            Arrays.fill(seen.generations(), 1);
            return seen;
        }

        @Override
        public LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms) throws StoreException {
            LeaseReply reply = super.lease(key, field, tags, terms);
            if (reply instanceof Lease lease) {
                Arrays.fill(lease.generations(), 1);
            }
            return reply;
        }
    }

    /** Another server may answer, which has what the first one had. */
    private static final class FailingOver extends HookedStore {
        private int failovers;

        FailingOver(Store behind) {
            super(behind);
        }

        @Override
        public Snapshot read(String key, String field, String[] tags) throws StoreException {
            Snapshot seen = super.read(key, field, tags);
            return new Snapshot(seen.value(), seen.generations(), seen.incarnation() + failovers);
        }
    }

    /** Leases that run out at once. */
    private static final class Hasty extends HookedStore {
        Hasty(Store behind) {
            super(behind);
        }

        @Override
        public LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms) throws StoreException {
            return super.lease(
                    key, field, tags, new LeaseTerms(Duration.ofMillis(1), terms.connected(), terms.since()));
        }

        @Override
        public void renew(Lease lease, Duration hold) {
            // A JVM that stands still renews nothing
        }
    }

    String read(Jvm jvm) {
        return jvm.post(1, () -> row);
    }

    String readList(Jvm jvm) {
        return jvm.list(1, () -> row);
    }

    void write(Jvm jvm) {
        jvm.save(1, () -> row = "new");
    }

    private static String onAnotherThread(Supplier<String> call) {
        String[] result = new String[1];
        Thread thread = new Thread(() -> result[0] = call.get());
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stray) {
            throw new AssertionError(stray);
        }
        return result[0];
    }

    // 1: a reader loads the old value, a writer evicts, the reader stores it

    private String overtakenByAnEvictionOfTheKey(Fleet fleet) {
        fleet.store.beforeFill(() -> write(fleet.two));
        read(fleet.one);
        return read(fleet.two);
    }

    @Test
    void a_value_overtaken_by_an_eviction_of_its_key_is_not_stored() {
        assertThat(overtakenByAnEvictionOfTheKey(protectedFleet())).isEqualTo("new");
    }

    @Test
    void without_leases_it_is() {
        assertThat(overtakenByAnEvictionOfTheKey(new Fleet(new WithoutLeases(shared, shared))))
                .isEqualTo("old");
    }

    // 2: the same through a tag

    private String overtakenByAnEvictionOfATag(Fleet fleet) {
        fleet.store.beforeFill(() -> write(fleet.two));
        readList(fleet.one);
        return readList(fleet.two);
    }

    @Test
    void a_value_overtaken_by_an_eviction_of_its_tag_is_not_served() {
        assertThat(overtakenByAnEvictionOfATag(protectedFleet())).isEqualTo("new");
    }

    @Test
    void without_generations_it_is() {
        assertThat(overtakenByAnEvictionOfATag(new Fleet(new WithoutGenerations(shared))))
                .isEqualTo("old");
    }

    // 3: evicted before the commit, and loaded again in between

    private String loadedBetweenMethodAndCommit(Fleet fleet, boolean watched) {
        Transaction transaction = watched ? fleet.one.units().transactionBegun(Access.WRITABLE) : null;
        fleet.one.save(1, () -> {});
        read(fleet.two);
        row = "new";
        if (transaction != null) {
            transaction.committed();
            transaction.ended();
        }
        return read(fleet.two);
    }

    @Test
    void what_is_loaded_before_the_commit_is_evicted_after_it() {
        assertThat(loadedBetweenMethodAndCommit(protectedFleet(), true)).isEqualTo("new");
    }

    @Test
    void without_knowing_of_the_transaction_it_stays() {
        assertThat(loadedBetweenMethodAndCommit(protectedFleet(), false)).isEqualTo("old");
    }

    // 4: rows that never were

    private String loadedInATransactionThatRollsBack(Fleet fleet, boolean watched) {
        Transaction transaction = watched ? fleet.one.units().transactionBegun(Access.WRITABLE) : null;
        if (transaction != null) {
            transaction.wrote();
        }
        fleet.one.post(1, () -> "never");
        if (transaction != null) {
            transaction.rolledBack();
            transaction.ended();
        }
        return read(fleet.two);
    }

    @Test
    void what_a_writing_transaction_sees_is_not_stored() {
        assertThat(loadedInATransactionThatRollsBack(protectedFleet(), true)).isEqualTo("old");
    }

    @Test
    void without_knowing_of_the_write_it_is() {
        assertThat(loadedInATransactionThatRollsBack(protectedFleet(), false)).isEqualTo("never");
    }

    // 5: an old snapshot

    private String loadedFromAnOldSnapshot(Fleet fleet, boolean watched, boolean list) {
        Transaction transaction = watched ? fleet.one.units().transactionBegun(Access.READ_ONLY) : null;
        String snapshot = row;
        onAnotherThread(() -> {
            write(fleet.two);
            return "";
        });
        if (list) {
            fleet.one.list(1, () -> snapshot);
        } else {
            fleet.one.post(1, () -> snapshot);
        }
        if (transaction != null) {
            transaction.committed();
            transaction.ended();
        }
        return list ? readList(fleet.two) : read(fleet.two);
    }

    @Test
    void what_is_loaded_from_an_old_snapshot_is_not_stored() {
        assertThat(loadedFromAnOldSnapshot(protectedFleet(), true, false)).isEqualTo("new");
        row = "old";
        assertThat(loadedFromAnOldSnapshot(protectedFleet(), true, true)).isEqualTo("new");
    }

    @Test
    void without_knowing_when_the_unit_began_it_is() {
        assertThat(loadedFromAnOldSnapshot(protectedFleet(), false, false)).isEqualTo("old");
        row = "old";
        assertThat(loadedFromAnOldSnapshot(protectedFleet(), false, true)).isEqualTo("old");
    }

    @Test
    void a_session_that_lives_as_long_as_its_request_is_an_old_snapshot_too() {
        Fleet fleet = protectedFleet();
        Request request = fleet.one.units().requestBegun(true);
        onAnotherThread(() -> {
            write(fleet.two);
            return "";
        });
        fleet.one.post(1, () -> "old");
        request.ended();
        assertThat(read(fleet.two)).isEqualTo("new");
    }

    @Test
    void a_cold_read_inside_a_transaction_is_stored() {
        Fleet fleet = protectedFleet();
        Transaction transaction = fleet.one.units().transactionBegun(Access.READ_ONLY);
        read(fleet.one);
        transaction.ended();
        row = "not asked for";
        assertThat(read(fleet.two)).isEqualTo("old");
    }

    // 6: killed between commit and eviction

    private String killedBeforeTheEviction(Fleet fleet, boolean marks) {
        read(fleet.two);
        readList(fleet.two);
        Transaction transaction = fleet.one.units().transactionBegun(Access.WRITABLE);
        fleet.one.save(1, () -> {});
        if (marks) {
            transaction.beforeCommit();
        }
        row = "new";
        return onAnotherThread(() -> read(fleet.two) + " " + readList(fleet.two));
    }

    @Test
    void what_a_killed_writer_committed_is_read_from_the_database() {
        assertThat(killedBeforeTheEviction(protectedFleet(), true)).isEqualTo("new new");
    }

    @Test
    void without_marks_the_old_values_are_served() {
        assertThat(killedBeforeTheEviction(protectedFleet(), false)).isEqualTo("old old");
    }

    // 8: a long pause between load and fill

    private String pausedBeforeTheFill(Fleet fleet) {
        fleet.one.post(1, () -> {
            String loaded = row;
            // Until somebody else gets the lease that was held here
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                LeaseReply reply = shared.lease("post:1", Jvm.field("post"), new String[0], Duration.ofMillis(1));
                return reply instanceof Lease;
            });
            row = "new";
            return loaded;
        });
        return read(fleet.two);
    }

    @Test
    void what_comes_after_its_lease_has_run_out_is_not_stored() {
        assertThat(pausedBeforeTheFill(new Fleet(new Hasty(shared)))).isEqualTo("new");
    }

    @Test
    void without_leases_it_is_stored() {
        assertThat(pausedBeforeTheFill(new Fleet(new WithoutLeases(new Hasty(shared), shared))))
                .isEqualTo("old");
    }

    // 10: another server, which has not seen an eviction

    private String servedByAServerThatHasLostAnEviction(boolean known) {
        FailingOver store = new FailingOver(shared);
        Fleet fleet = new Fleet(store);
        read(fleet.one);
        row = "new"; // evicted on the first server, and lost with it
        store.failovers += known ? 1 : 0;
        return read(fleet.two);
    }

    @Test
    void what_another_server_held_is_not_served() {
        assertThat(servedByAServerThatHasLostAnEviction(true)).isEqualTo("new");
    }

    @Test
    void without_incarnations_it_is() {
        assertThat(servedByAServerThatHasLostAnEviction(false)).isEqualTo("old");
    }

    // 13: two shapes of the returned type

    private Jvm jvmOfAnotherShape(Fleet fleet, long shape) {
        return new Jvm(fleet.store, CoherenceSettings.DEFAULT, new TextCodec(shape, false), Duration.ofMinutes(5));
    }

    @Test
    void another_shape_is_neither_served_nor_missed_by_evictions() {
        Fleet fleet = protectedFleet();
        Jvm newer = jvmOfAnotherShape(fleet, TextCodec.SHAPE + 1);
        fleet.one.post(1, () -> "of one shape");
        assertThat(newer.post(1, () -> "of another")).isEqualTo("of another");
        assertThat(newer.post(1, () -> "hit")).isEqualTo("of another");

        write(fleet.one);
        assertThat(newer.post(1, () -> "evicted")).isEqualTo("evicted");
    }

    @Test
    void without_shapes_it_is_served() {
        Fleet fleet = protectedFleet();
        fleet.one.post(1, () -> "of one shape");
        assertThat(jvmOfAnotherShape(fleet, TextCodec.SHAPE).post(1, () -> "of another"))
                .isEqualTo("of one shape");
    }
}
