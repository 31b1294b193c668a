package dev.larder.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.FillOutcome.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store does, whatever it is made of. */
public abstract class StoreContract extends EvictionOrderContract {
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
    void a_value_that_is_dropped_is_gone_with_no_other_and_no_lease() throws Exception {
        fill(lease("k", "one"), "1", LONG);
        fill(lease("k", "two"), "2", LONG);
        Lease three = lease("k", "three");

        store.drop("k", "one");
        store.drop("absent", "one");

        assertThat(value("k", "one")).isNull();
        assertThat(value("k", "two")).isEqualTo("2");
        assertThat(fill(three, "3", LONG)).isEqualTo(Result.STORED);
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
