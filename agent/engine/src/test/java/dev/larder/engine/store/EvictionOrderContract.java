package dev.larder.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.FillOutcome.Result;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store knows of the order of evictions, and of what is in doubt. */
abstract class EvictionOrderContract extends StoreFixture {
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
}
