package dev.larder.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.FillOutcome.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does, whatever it is made of. */
public abstract class StoreContract {

    protected static final Duration LONG = Duration.ofMinutes(10);
    protected static final Duration SHORT = Duration.ofMillis(150);
    private static final String[] NO_TAGS = {};

    protected Store store;

    /** An empty store that is up. */
    protected abstract Store open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected Lease lease(String key, String field, String... tags) throws StoreException {
        return lease(key, field, LONG, tags);
    }

    protected Lease lease(String key, String field, Duration hold, String... tags) throws StoreException {
        LeaseReply reply = store.lease(key, field, tags, hold);
        assertThat(reply).isInstanceOf(Lease.class);
        return (Lease) reply;
    }

    protected Result fill(Lease lease, String value, Duration ttl) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        store.fill(lease, bytes(value), ttl, result::complete);
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    protected String value(String key, String field) throws StoreException {
        byte[] value = store.read(key, field, NO_TAGS).value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** Returns when a lease for {@code hold} that is taken now has run out. */
    private void letRunOut(Duration hold) throws StoreException {
        lease("clock", "f", hold);
        await().atMost(Duration.ofSeconds(10)).until(() -> store.lease("clock", "f", NO_TAGS, SHORT) instanceof Lease);
    }

    /** Returns when a value stored now for {@code ttl} has gone. */
    private void letGo(Duration ttl) throws StoreException {
        assertThat(fill(lease("clock", "g"), "tick", ttl)).isEqualTo(Result.STORED);
        await().atMost(Duration.ofSeconds(10)).until(() -> value("clock", "g") == null);
    }

    @Test
    void what_was_filled_is_read() throws Exception {
        assertThat(value("k", "f")).isNull();

        assertThat(fill(lease("k", "f"), "v", LONG)).isEqualTo(Result.STORED);

        assertThat(value("k", "f")).isEqualTo("v");
        assertThat(value("k", "other")).isNull();
    }

    @Test
    void any_bytes_come_back_as_they_were_stored() throws Exception {
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        CompletableFuture<Result> result = new CompletableFuture<>();
        store.fill(lease("k:ünïcode {x}\r\n", "f"), all, LONG, result::complete);
        result.join();

        assertThat(store.read("k:ünïcode {x}\r\n", "f", NO_TAGS).value()).isEqualTo(all);
    }

    @Test
    void a_read_sees_the_fill_before_it_although_nobody_waited() throws Exception {
        for (int i = 0; i < 200; i++) {
            store.fill(lease("k" + i, "f"), bytes("v" + i), LONG, result -> {});
            assertThat(value("k" + i, "f")).isEqualTo("v" + i);
        }
    }

    @Test
    void the_outcome_of_a_fill_is_told_once() throws Exception {
        AtomicInteger told = new AtomicInteger();
        Lease lease = lease("k", "f");
        store.fill(lease, bytes("v"), LONG, result -> told.incrementAndGet());
        assertThat(fill(lease, "again", LONG)).isEqualTo(Result.LEASE_LOST);

        assertThat(told).hasValue(1);
        assertThat(value("k", "f")).isEqualTo("v");
    }

    @Test
    void a_fill_after_an_eviction_is_refused() throws Exception {
        Lease lease = lease("k", "f");
        store.evict(List.of("k"), List.of());

        assertThat(fill(lease, "old", LONG)).isEqualTo(Result.LEASE_LOST);
        assertThat(value("k", "f")).isNull();
    }

    @Test
    void a_fill_after_an_eviction_is_refused_although_another_has_the_lease_now() throws Exception {
        Lease old = lease("k", "f");
        store.evict(List.of("k"), List.of());
        Lease current = lease("k", "f");

        assertThat(fill(old, "old", LONG)).isEqualTo(Result.LEASE_LOST);
        assertThat(fill(current, "new", LONG)).isEqualTo(Result.STORED);
        assertThat(value("k", "f")).isEqualTo("new");
    }

    @Test
    void evicting_a_key_takes_the_values_and_leases_of_all_its_fields() throws Exception {
        fill(lease("k", "one"), "1", LONG);
        fill(lease("k", "two"), "2", LONG);
        Lease three = lease("k", "three");
        fill(lease("other", "one"), "kept", LONG);

        store.evict(List.of("k"), List.of());

        assertThat(value("k", "one")).isNull();
        assertThat(value("k", "two")).isNull();
        assertThat(fill(three, "3", LONG)).isEqualTo(Result.LEASE_LOST);
        assertThat(value("other", "one")).isEqualTo("kept");
    }

    @Test
    void many_keys_are_evicted_at_once() throws Exception {
        List<String> keys = IntStream.range(0, 1_234).mapToObj(i -> "k" + i).toList();
        for (String key : keys) {
            store.fill(lease(key, "f"), bytes("v"), LONG, result -> {});
        }
        store.evict(keys, List.of());

        for (String key : keys) {
            assertThat(value(key, "f")).isNull();
        }
        assertThat(store.pendingEvictions()).isZero();
    }

    @Test
    void evicting_what_is_not_there_does_nothing() throws Exception {
        store.evict(List.of(), List.of());
        store.evict(List.of("nothing"), List.of("nobody"));

        assertThat(store.up()).isTrue();
        assertThat(value("nothing", "f")).isNull();
    }

    @Test
    void absent_generations_are_drawn_by_a_lease_and_kept() throws Exception {
        assertThat(store.read("k", "f", new String[] {"a", "b"}).generations()).containsExactly(0, 0);

        long[] drawn = lease("k", "f", "a", "b").generations();

        assertThat(drawn).doesNotContain(0).doesNotHaveDuplicates();
        assertThat(store.read("k", "f", new String[] {"b", "none", "a"}).generations())
                .containsExactly(drawn[1], 0, drawn[0]);
        assertThat(lease("k2", "f", "b", "a").generations()).containsExactly(drawn[1], drawn[0]);
    }

    @Test
    void evicting_a_tag_draws_a_new_generation_that_no_earlier_lease_has() throws Exception {
        Lease before = lease("k", "f", "a", "b");
        store.evict(List.of(), List.of("a"));

        long[] seen = store.read("k", "f", new String[] {"a", "b"}).generations();
        assertThat(seen[0]).isNotEqualTo(before.generations()[0]);
        assertThat(seen[1]).isEqualTo(before.generations()[1]);
        // The value is stored, under a generation that is no longer current
        assertThat(fill(before, "old", LONG)).isEqualTo(Result.STORED);
        assertThat(lease("k", "f", "a").generations()[0]).isNotZero().isNotEqualTo(before.generations()[0]);
    }

    @Test
    void a_lease_is_given_to_one_at_a_time() throws Exception {
        Lease first = lease("k", "f");

        assertThat(store.lease("k", "f", NO_TAGS, LONG)).isEqualTo(LeaseReply.Taken.INSTANCE);
        lease("k", "another field");
        lease("another key", "f");

        store.release(first);
        Lease second = lease("k", "f");
        fill(second, "v", LONG);
        lease("k", "f");
    }

    @Test
    void only_its_holder_gives_a_lease_back() throws Exception {
        Lease old = lease("k", "f");
        store.evict(List.of("k"), List.of());
        Lease current = lease("k", "f");

        store.release(old);

        assertThat(store.lease("k", "f", NO_TAGS, LONG)).isEqualTo(LeaseReply.Taken.INSTANCE);
        assertThat(fill(current, "v", LONG)).isEqualTo(Result.STORED);
    }

    @Test
    void giving_a_lease_back_leaves_the_value() throws Exception {
        fill(lease("k", "f"), "v", LONG);
        store.release(lease("k", "f", SHORT));

        assertThat(value("k", "f")).isEqualTo("v");
    }

    @Test
    void a_lease_that_ran_out_goes_to_the_next_and_stores_nothing() throws Exception {
        Lease old = lease("k", "f", SHORT);
        await().atMost(Duration.ofSeconds(10)).until(() -> store.lease("k", "f", NO_TAGS, LONG) instanceof Lease);

        assertThat(fill(old, "late", LONG)).isEqualTo(Result.LEASE_LOST);
    }

    @Test
    void a_lease_that_ran_out_stores_nothing_although_nobody_wanted_it() throws Exception {
        fill(lease("k", "other"), "outlives the lease", LONG);
        Lease old = lease("k", "f", SHORT);
        letRunOut(SHORT);

        assertThat(fill(old, "late", LONG)).isEqualTo(Result.LEASE_LOST);
        assertThat(value("k", "f")).isNull();
        lease("k", "f");
    }

    @Test
    void a_lease_lasts_its_hold_although_the_value_it_replaces_runs_out() throws Exception {
        fill(lease("k", "f"), "invalid", SHORT);
        Lease lease = lease("k", "f", LONG);
        letGo(SHORT);

        assertThat(fill(lease, "v", LONG)).isEqualTo(Result.STORED);
        assertThat(value("k", "f")).isEqualTo("v");
    }

    @Test
    void a_value_lives_for_its_ttl() throws Exception {
        assertThat(fill(lease("k", "f"), "v", SHORT)).isEqualTo(Result.STORED);
        fill(lease("long", "f"), "v", LONG);
        letGo(SHORT);

        assertThat(value("k", "f")).isNull();
        assertThat(value("long", "f")).isEqualTo("v");
    }

    @Test
    void a_fill_prolongs_no_other_fields_life() throws Exception {
        fill(lease("k", "short"), "v", SHORT);
        fill(lease("k", "long"), "v", LONG);
        letGo(SHORT);

        assertThat(value("k", "short")).isNull();
    }

    @Test
    void a_fill_shortens_to_its_own_ttl_whatever_else_is_there() throws Exception {
        fill(lease("k", "long"), "v", LONG);
        fill(lease("k", "short"), "v", SHORT);
        letGo(SHORT);

        assertThat(value("k", "short")).isNull();
    }

    @Test
    void a_lease_prolongs_no_other_fields_life() throws Exception {
        fill(lease("k", "short"), "v", SHORT);
        lease("k", "long", LONG);
        letGo(SHORT);

        assertThat(value("k", "short")).isNull();
    }

    @Test
    void a_new_value_under_the_own_field_lives_longer_than_the_one_before() throws Exception {
        fill(lease("k", "f"), "short", SHORT);
        fill(lease("k", "f"), "long", LONG);
        letGo(SHORT);

        assertThat(value("k", "f")).isEqualTo("long");
    }

    private static LeaseTerms since(Sequence since) {
        return new LeaseTerms(LONG, false, since);
    }

    private static final LeaseReply OLD = new LeaseReply.Refused(LeaseReply.Refused.Reason.OLD_SNAPSHOT);
    private static final LeaseReply IN_DOUBT = new LeaseReply.Refused(LeaseReply.Refused.Reason.IN_DOUBT);

    /** The sequence as this store knows it once it has heard of all evictions so far. */
    private Sequence heard() throws StoreException {
        lease("heard", "f" + System.nanoTime());
        return store.sequence();
    }

    private static Targets targets(List<String> keys, List<String> tags, String... caches) {
        return new Targets(Set.copyOf(keys), Set.copyOf(tags), Set.of(caches));
    }

    @Test
    void a_unit_that_began_before_an_eviction_of_the_key_or_a_tag_gets_no_lease() throws Exception {
        lease("k", "other", "t", "@c");
        Sequence before = heard();
        store.evict(targets(List.of("k"), List.of(), "@c"), 0);
        store.evict(targets(List.of(), List.of("t"), "@c"), 0);

        assertThat(store.lease("k", "f", new String[] {"@c"}, since(before))).isEqualTo(OLD);
        assertThat(store.lease("l", "f", new String[] {"t", "@c"}, since(before)))
                .isEqualTo(OLD);
        assertThat(store.lease("k", "f", new String[] {"t", "@c"}, since(heard())))
                .isInstanceOf(Lease.class);
    }

    @Test
    void a_unit_that_knows_nothing_of_the_sequence_gets_no_lease() throws Exception {
        assertThat(store.lease("k", "f", new String[] {"@c"}, since(Sequence.UNKNOWN)))
                .isEqualTo(OLD);
    }

    @Test
    void a_cold_read_inside_a_unit_gets_a_lease_whatever_other_caches_evict() throws Exception {
        lease("other", "f", "@c");
        lease("elsewhere", "f", "@d");
        Sequence before = heard();
        store.evict(targets(List.of("elsewhere"), List.of(), "@d"), 0);

        assertThat(store.lease("cold", "f", new String[] {"@c"}, since(before))).isInstanceOf(Lease.class);
    }

    @Test
    void what_is_absent_counts_as_evicted_with_the_last_of_its_cache_and_once_only() throws Exception {
        lease("other", "f", "@c");
        Sequence before = heard();
        store.evict(targets(List.of("other"), List.of(), "@c"), 0);

        assertThat(store.lease("cold", "f", new String[] {"@c"}, since(before))).isEqualTo(OLD);
        Sequence between = heard();
        store.evict(targets(List.of("other"), List.of(), "@c"), 0);
        assertThat(store.lease("cold", "f", new String[] {"@c"}, since(between)))
                .isInstanceOf(Lease.class);
        assertThat(store.lease("colder", "f", new String[] {"@c"}, since(between)))
                .isEqualTo(OLD);
    }

    @Test
    void an_eviction_by_somebody_who_knows_no_caches_counts_for_all() throws Exception {
        lease("other", "f", "@c");
        Sequence before = heard();
        store.evict(List.of("cold"), List.of());

        assertThat(store.lease("colder", "f", new String[] {"@c"}, since(before)))
                .isEqualTo(OLD);
    }

    @Test
    void what_is_in_doubt_is_neither_read_nor_leased() throws Exception {
        fill(lease("k", "f"), "v", LONG);
        Lease lease = lease("k", "g");
        long generation = lease("tagged", "f", "t").generations()[0];
        store.mark(targets(List.of("k"), List.of("t"), "@c"), 7, LONG);

        assertThat(value("k", "f")).isNull();
        assertThat(fill(lease, "v", LONG)).isEqualTo(Result.LEASE_LOST);
        assertThat(store.read("tagged", "f", new String[] {"t"}).generations()).containsExactly(0);
        assertThat(store.lease("k", "f", NO_TAGS, LONG)).isEqualTo(IN_DOUBT);
        assertThat(store.lease("l", "f", new String[] {"t"}, LONG)).isEqualTo(IN_DOUBT);

        store.evict(targets(List.of("k"), List.of("t"), "@c"), 7);
        lease("k", "f");
        assertThat(lease("l", "f", "t").generations()[0]).isNotZero().isNotEqualTo(generation);
    }

    @Test
    void a_mark_taken_back_leaves_the_generation_as_it_was() throws Exception {
        long generation = lease("k", "f", "t").generations()[0];
        store.mark(targets(List.of("l"), List.of("t"), "@c"), 7, LONG);
        store.unmark(targets(List.of("l"), List.of("t"), "@c"), 7);

        assertThat(store.read("k", "f", new String[] {"t"}).generations()).containsExactly(generation);
        lease("l", "f");
    }

    @Test
    void nobody_takes_away_anothers_mark() throws Exception {
        lease("k", "f", "t");
        Targets both = targets(List.of("k"), List.of("t"), "@c");
        store.mark(both, 7, LONG);
        store.mark(both, 8, LONG);
        store.evict(both, 7);

        assertThat(store.lease("k", "f", NO_TAGS, LONG)).isEqualTo(IN_DOUBT);
        assertThat(store.lease("l", "f", new String[] {"t"}, LONG)).isEqualTo(IN_DOUBT);
        store.unmark(both, 8);
        lease("k", "f");
        assertThat(lease("l", "f", "t").generations()[0]).isNotZero();
    }

    @Test
    void a_mark_that_runs_out_evicts_what_it_stood_on() throws Exception {
        long generation = lease("k", "f", "t", "@c").generations()[0];
        Sequence before = heard();
        store.mark(targets(List.of("k"), List.of("t"), "@c"), 7, SHORT);
        letRunOut(SHORT);

        assertThat(store.read("k", "f", new String[] {"t"}).generations()).doesNotContain(generation);
        assertThat(store.lease("k", "g", new String[] {"@c"}, since(before))).isEqualTo(OLD);
        assertThat(store.lease("l", "f", new String[] {"t", "@c"}, since(before)))
                .isEqualTo(OLD);
        lease("k", "g", "@c");
        assertThat(lease("l", "f", "t", "@c").generations()[0]).isNotZero().isNotEqualTo(generation);
        assertThat(store.read("k", "f", new String[] {"t"}).generations()).doesNotContain(generation);
    }

    @Test
    void a_mark_is_in_the_way_of_nobody_once_it_has_run_out_and_is_taken_back() throws Exception {
        long generation = lease("k", "f", "t").generations()[0];
        store.mark(targets(List.of(), List.of("t"), "@c"), 7, SHORT);
        store.mark(targets(List.of(), List.of("t"), "@c"), 8, LONG);
        letRunOut(SHORT);
        store.unmark(targets(List.of(), List.of("t"), "@c"), 8);

        assertThat(lease("l", "f", "t").generations()[0]).isNotZero().isNotEqualTo(generation);
    }

    @Test
    void a_renewed_lease_lives_on() throws Exception {
        Lease lease = lease("k", "f", SHORT);
        store.renew(lease, LONG);
        letRunOut(SHORT);

        assertThat(fill(lease, "v", LONG)).isEqualTo(Result.STORED);
        store.renew(lease, LONG);
        assertThat(value("k", "f")).isEqualTo("v");
    }

    @Test
    void whoever_finds_a_lease_taken_learns_whether_its_holder_is_connected() throws Exception {
        store.lease("k", "f", NO_TAGS, new LeaseTerms(LONG, true, null));
        store.lease("l", "f", NO_TAGS, new LeaseTerms(LONG, false, null));

        assertThat(store.lease("k", "f", NO_TAGS, LONG)).isEqualTo(new LeaseReply.Taken(true));
        assertThat(store.lease("l", "f", NO_TAGS, LONG)).isEqualTo(new LeaseReply.Taken(false));
    }

    @Test
    void all_that_one_store_answers_carries_one_incarnation() throws Exception {
        long incarnation = store.read("k", "f", NO_TAGS).incarnation();

        assertThat(lease("k", "f").incarnation()).isEqualTo(incarnation);
        assertThat(store.read("k2", "f", new String[] {"t"}).incarnation()).isEqualTo(incarnation);
    }

    private List<String> told() throws StoreException {
        return store.fleet().reports().stream()
                .map(report -> new String(report, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void a_member_of_the_fleet_is_heard_with_what_it_told_last() {
        store.fleet().tell("one", bytes("early"), LONG);
        store.fleet().tell("two", bytes("other"), LONG);
        store.fleet().tell("one", bytes("late"), LONG);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(told()).containsExactlyInAnyOrder("late", "other"));
    }

    @Test
    void the_dead_of_the_fleet_age_out() {
        store.fleet().tell("dead", bytes("gone"), SHORT);
        store.fleet().tell("alive", bytes("here"), LONG);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(told()).containsExactly("here"));
    }
}
