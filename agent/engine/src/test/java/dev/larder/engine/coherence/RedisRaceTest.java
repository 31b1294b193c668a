package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FaultyProxy;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Sequence;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Stores;
import dev.larder.engine.store.Targets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The races on a real Redis, and those that only a real one has. */
final class RedisRaceTest extends RaceTest {
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    Store open() {
        redis.command("FLUSHALL");
        Store store = open(redis.url());
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !store.sequence().equals(Sequence.UNKNOWN));
        return store;
    }

    private static Store open(String url) {
        Store store = Stores.open(
                new StoreSettings("race", url, false, Duration.ofSeconds(2)),
                new FixedUse(List.of("@post", "@list"), Duration.ofMinutes(10)),
                (command, nanos) -> {},
                new Log(System.err, Log.Level.OFF));
        store.wake();
        awaitUp(store);
        return store;
    }

    private static void awaitUp(Store store) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(store::up);
    }

    @Test
    void the_sequence_is_heard_of_within_a_heartbeat_though_nothing_is_asked() {
        try (Store other = open(redis.url())) {
            other.evict(List.of("k"), List.of());
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> shared.sequence().equals(other.sequence()));
        }
    }

    @Test
    void a_unit_that_began_before_a_flush_stores_nothing() {
        Fleet fleet = protectedFleet();
        Transaction transaction = fleet.one.units().transactionBegun(Transaction.Access.READ_ONLY);
        redis.command("FLUSHALL");
        read(fleet.one);
        transaction.ended();
        row = "new";
        assertThat(read(fleet.two)).isEqualTo("new");
    }

    // 7: unreachable at the eviction

    /** Forgets evictions that it can't send. */
    private static final class Forgetful extends HookedStore {
        Forgetful(Store behind) {
            super(behind);
        }

        @Override
        public void evict(Targets targets, long writer) {
            if (up()) {
                super.evict(targets, writer);
            }
        }
    }

    private String readAfterAnUnreachableEviction(boolean remembers) {
        try (FaultyProxy proxy = FaultyProxy.to(redis.port());
                Store behind = open(proxy.url())) {
            Fleet fleet = new Fleet(remembers ? new HookedStore(behind) : new Forgetful(behind));
            read(fleet.one);
            read(fleet.one); // which is answered after the value was stored
            proxy.refuse(true);
            proxy.cut();
            await().atMost(Duration.ofSeconds(20)).until(() -> !behind.up());
            write(fleet.one);
            assertThat(read(fleet.one)).as("past the store").isEqualTo("new");
            proxy.refuse(false);
            awaitUp(behind);
            return read(fleet.one);
        }
    }

    @Test
    void what_could_not_be_evicted_is_evicted_before_anything_is_read_again() {
        assertThat(readAfterAnUnreachableEviction(true)).isEqualTo("new");
    }

    @Test
    void without_remembering_it_is_served() {
        assertThat(readAfterAnUnreachableEviction(false)).isEqualTo("old");
    }

    // 9: generations are lost

    /** As a Redis whose memory is full may. */
    private static void loseGenerations() {
        redis.command("DEL", "race@gen:posts:*", "race@gen:@list");
    }

    /** Generations as numbers that are counted up, and begin at one where there is none. */
    private static final class Counting extends HookedStore {
        private final Map<String, Long> drawn = new HashMap<>();
        private final Map<String, Long> counts = new HashMap<>();

        Counting(Store behind) {
            super(behind);
        }

        private void count(String[] tags, long[] generations) {
            for (int i = 0; i < tags.length; i++) {
                long generation = generations[i];
                if (generation == 0) {
                    counts.remove(tags[i]);
                    drawn.remove(tags[i]);
                } else {
                    if (!Objects.equals(drawn.put(tags[i], generation), generation)) {
                        counts.merge(tags[i], 1L, Long::sum);
                    }
                    generations[i] = counts.get(tags[i]);
                }
            }
        }

        @Override
        public Snapshot read(String key, String field, String[] tags) throws StoreException {
            Snapshot seen = super.read(key, field, tags);
            count(tags, seen.generations());
            return seen;
        }

        @Override
        public LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms) throws StoreException {
            LeaseReply reply = super.lease(key, field, tags, terms);
            if (reply instanceof Lease lease) {
                count(tags, lease.generations());
            }
            return reply;
        }
    }

    private String servedAfterGenerationsWereLost(Fleet fleet) {
        readList(fleet.one);
        loseGenerations();
        fleet.two.list(2, () -> "another page");
        row = "new"; // and its eviction, whose generation is lost as well
        return readList(fleet.two);
    }

    @Test
    void what_was_stored_under_a_lost_generation_is_not_served() {
        assertThat(servedAfterGenerationsWereLost(protectedFleet())).isEqualTo("new");
    }

    @Test
    void with_generations_that_are_counted_it_is() {
        assertThat(servedAfterGenerationsWereLost(new Fleet(new Counting(shared))))
                .isEqualTo("old");
    }
}
