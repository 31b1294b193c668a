package dev.larder.engine.coherence.model;

import static dev.larder.engine.coherence.model.World.Kind.BOTH_TAGS_WRITER;
import static dev.larder.engine.coherence.model.World.Kind.KEY_ROLLBACK;
import static dev.larder.engine.coherence.model.World.Kind.KEY_WRITER;
import static dev.larder.engine.coherence.model.World.Kind.OTHER_TAG_WRITER;
import static dev.larder.engine.coherence.model.World.Kind.READER;
import static dev.larder.engine.coherence.model.World.Kind.SNAPSHOT_READER;
import static dev.larder.engine.coherence.model.World.Kind.TAG_ROLLBACK;
import static dev.larder.engine.coherence.model.World.Kind.TAG_WRITER;
import static dev.larder.engine.coherence.model.World.Kind.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.larder.engine.coherence.model.Explorer.Finding;
import dev.larder.engine.coherence.model.Explorer.Property;
import dev.larder.engine.coherence.model.Explorer.Scenario;
import dev.larder.engine.coherence.model.Variant.Act;
import dev.larder.engine.coherence.model.Variant.Protection;
import dev.larder.engine.coherence.model.World.Fault;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol itself, apart from any code: Larder's keeps every promise in every order of events, and each that lacks
 * one of its protections is seen to break one.
 */
final class ProtocolModelTest {

    private static final Set<Property> ALL = EnumSet.allOf(Property.class);
    private static final Set<Property> FRESH = EnumSet.of(Property.FRESH);
    private static final Set<Property> CONVERGING = EnumSet.of(Property.CONVERGING);
    private static final Set<Property> MONOTONIC = EnumSet.of(Property.MONOTONIC);

    private static final Scenario KEY = Scenario.of(READER, READER, READER, KEY_WRITER);
    private static final Scenario TAG = Scenario.of(READER, READER, READER, TAG_WRITER);
    private static final Scenario SNAPSHOT_KEY = Scenario.of(SNAPSHOT_READER, READER, KEY_WRITER);
    private static final Scenario SNAPSHOT_TAG = Scenario.of(SNAPSHOT_READER, READER, TAG_WRITER);

    private static Map<String, Scenario> kept() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("a key is evicted", KEY);
        all.put("a tag is evicted", TAG);
        all.put("a key and a tag are evicted", Scenario.of(READER, READER, KEY_WRITER, TAG_WRITER));
        all.put("two evict one tag", Scenario.of(READER, READER, TAG_WRITER, TAG_WRITER));
        all.put("two evict one key", Scenario.of(READER, READER, KEY_WRITER, KEY_WRITER));
        all.put("keys are lost", KEY.with(Fault.LOSE_KEY, 2));
        all.put("tags are lost", Scenario.of(READER, READER, TAG_WRITER).with(Fault.LOSE_TAG, 2));
        all.put("everything is flushed", TAG.with(Fault.FLUSH, 1));
        for (Scenario crash : List.of(
                Scenario.of(READER, READER, KEY_WRITER, KEY_WRITER),
                Scenario.of(READER, READER, TAG_WRITER, TAG_WRITER),
                Scenario.of(SNAPSHOT_READER, READER, KEY_WRITER),
                Scenario.of(SNAPSHOT_READER, READER, TAG_WRITER))) {
            all.put(
                    "a writer is killed " + crash.actors(),
                    crash.with(Fault.CRASH, 1).with(Fault.MARK_RUNS_OUT, 1));
        }
        for (Scenario old : List.of(SNAPSHOT_KEY, SNAPSHOT_TAG)) {
            all.put("an old snapshot " + old.actors(), old);
            all.put("an old snapshot, keys lost " + old.actors(), old.with(Fault.LOSE_KEY, 1));
            all.put("an old snapshot, tags lost " + old.actors(), old.with(Fault.LOSE_TAG, 2));
            all.put("an old snapshot, flushed " + old.actors(), old.with(Fault.FLUSH, 1));
            all.put(
                    "two old snapshots " + old.actors(),
                    Scenario.of(
                                    SNAPSHOT_READER,
                                    SNAPSHOT_READER,
                                    READER,
                                    old.actors().get(2))
                            .with(Fault.LOSE_KEY, 1));
        }
        all.put("a waiter and a key", Scenario.of(READER, WAITER, KEY_WRITER));
        all.put("a waiter and a tag", Scenario.of(READER, WAITER, READER, TAG_WRITER));
        all.put("a writer rolls back", Scenario.of(READER, READER, TAG_ROLLBACK, TAG_WRITER));
        all.put("a writer of the key rolls back", Scenario.of(READER, READER, KEY_ROLLBACK, KEY_WRITER));
        all.put("the store is unreachable at the eviction", TAG.with(Fault.UNREACHABLE, 1));
        all.put("two tags of a key are evicted by two", Scenario.of(READER, READER, TAG_WRITER, OTHER_TAG_WRITER));
        all.put("two tags are evicted by one", Scenario.of(READER, READER, READER, BOTH_TAGS_WRITER));
        all.put("two tags and one of them", Scenario.of(READER, READER, BOTH_TAGS_WRITER, OTHER_TAG_WRITER));
        all.put(
                "two tags are evicted by one who is killed",
                Scenario.of(READER, READER, BOTH_TAGS_WRITER)
                        .with(Fault.CRASH, 1)
                        .with(Fault.MARK_RUNS_OUT, 1)
                        .with(Fault.LOSE_TAG, 1));
        all.put(
                "two tags are evicted beside an old snapshot",
                Scenario.of(SNAPSHOT_READER, READER, BOTH_TAGS_WRITER).with(Fault.LOSE_TAG, 1));
        all.put(
                "two tags are evicted later, by the next JVM",
                Scenario.of(READER, READER, BOTH_TAGS_WRITER)
                        .with(Fault.UNREACHABLE, 1)
                        .with(Fault.RESTART, 1));
        return all;
    }

    static Stream<Arguments> scenarios() {
        return kept().entrySet().stream().map(entry -> arguments(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void larder_keeps_every_promise(String name, Scenario scenario) {
        Finding finding = Explorer.explore(Variant.larder(), scenario, ALL);

        assertThat(finding.violations()).isEmpty();
        assertThat(finding.states()).as("or nothing was explored").isGreaterThan(100);
    }

    /** A mark that is lost with the server leaves reads that go back while a write is under way; see the page's windows. */
    @ParameterizedTest
    @MethodSource("failovers")
    void larder_is_fresh_and_converges_through_failovers(Scenario scenario) {
        Finding finding = Explorer.explore(Variant.larder(), scenario, ALL);

        assertThat(finding.violations()).doesNotContainKeys(Property.FRESH, Property.CONVERGING);
    }

    static Stream<Scenario> failovers() {
        Scenario tag =
                Scenario.of(READER, READER, TAG_WRITER).with(Fault.COPY, 1).with(Fault.FAIL_OVER, 1);
        Scenario key =
                Scenario.of(READER, READER, KEY_WRITER).with(Fault.COPY, 1).with(Fault.FAIL_OVER, 1);
        return Stream.of(
                tag,
                key,
                tag.with(Fault.FAIL_BACK, 1),
                key.with(Fault.FAIL_BACK, 1),
                lostSequence(TAG_WRITER),
                lostSequence(KEY_WRITER));
    }

    /** A snapshot is taken on a server whose sequence is ahead of that of the server after it. */
    private static Scenario lostSequence(World.Kind writer) {
        return Scenario.of(SNAPSHOT_READER, writer, writer).with(Fault.COPY, 1).with(Fault.FAIL_OVER, 1);
    }

    /** Marks could not be set: others may serve what is old until it is evicted, which it is in the end. */
    @Test
    void an_eviction_in_the_journal_outlives_whoever_remembers_it() {
        Variant unmarked = Variant.larder().ordered(Act.COMMIT, Act.EVICT, Act.RETURN);
        Scenario killed = Scenario.of(READER, READER, BOTH_TAGS_WRITER)
                .with(Fault.UNREACHABLE, 1)
                .with(Fault.RESTART, 1);

        assertThat(Explorer.explore(unmarked, killed, ALL).violations()).doesNotContainKey(Property.CONVERGING);
    }

    static Stream<Arguments> broken() {
        Variant larder = Variant.larder();
        List<Act> after = List.of(Act.COMMIT, Act.EVICT, Act.RETURN);
        Variant unmarked = larder.ordered(Act.COMMIT, Act.EVICT, Act.RETURN);
        Variant lease = Variant.plain("lease", after, Protection.LEASE);
        Variant counters = Variant.plain("counters", after, Protection.GENERATIONS);
        Variant random = Variant.plain("generations", after, Protection.GENERATIONS, Protection.RANDOM_GENERATIONS);
        Scenario failover =
                Scenario.of(READER, READER, TAG_WRITER).with(Fault.COPY, 1).with(Fault.FAIL_OVER, 1);
        Scenario crash = TAG.with(Fault.CRASH, 1).with(Fault.MARK_RUNS_OUT, 1);
        Scenario crashKey = KEY.with(Fault.CRASH, 1).with(Fault.MARK_RUNS_OUT, 1);
        Scenario snapshotCrash = SNAPSHOT_TAG.with(Fault.CRASH, 1).with(Fault.MARK_RUNS_OUT, 1);
        return Stream.of(
                arguments(Variant.plain("evict after the commit", after), KEY, ALL),
                arguments(Variant.plain("evict first", List.of(Act.EVICT, Act.COMMIT, Act.RETURN)), KEY, ALL),
                arguments(
                        Variant.plain("evict twice", List.of(Act.EVICT, Act.COMMIT, Act.EVICT, Act.RETURN)), KEY, ALL),
                arguments(
                        Variant.plain(
                                "evict again later", List.of(Act.EVICT, Act.COMMIT, Act.EVICT, Act.RETURN, Act.EVICT)),
                        KEY,
                        ALL),
                arguments(Variant.plain("fill if absent", after, Protection.FILL_IF_ABSENT), KEY, ALL),
                arguments(
                        Variant.plain("tombstone", after, Protection.FILL_IF_ABSENT, Protection.TOMBSTONE),
                        KEY.with(Fault.LOSE_KEY, 1),
                        ALL),
                arguments(lease.ordered(Act.EVICT, Act.COMMIT, Act.RETURN), KEY, ALL),
                arguments(lease, KEY, MONOTONIC),
                arguments(lease, SNAPSHOT_KEY, FRESH),
                arguments(counters, Scenario.of(READER, READER, TAG_WRITER).with(Fault.LOSE_TAG, 2), FRESH),
                arguments(random.ordered(Act.EVICT, Act.COMMIT, Act.RETURN), TAG, ALL),
                arguments(random, TAG, MONOTONIC),
                arguments(random, SNAPSHOT_TAG, FRESH),
                arguments(unmarked, TAG, MONOTONIC),
                arguments(unmarked, crash, CONVERGING),
                arguments(unmarked, crashKey, CONVERGING),
                arguments(unmarked, TAG.with(Fault.UNREACHABLE, 1), FRESH),
                arguments(unmarked.without(Protection.REMEMBERS), TAG.with(Fault.UNREACHABLE, 1), CONVERGING),
                arguments(
                        unmarked.without(Protection.JOURNAL),
                        TAG.with(Fault.UNREACHABLE, 1).with(Fault.RESTART, 1),
                        CONVERGING),
                arguments(
                        larder.without(Protection.ALL_GENERATIONS),
                        Scenario.of(READER, READER, OTHER_TAG_WRITER),
                        FRESH),
                arguments(larder.without(Protection.LEASE), KEY, FRESH),
                arguments(larder.without(Protection.GENERATIONS), TAG, FRESH),
                arguments(larder.without(Protection.SEQUENCE_RULE), SNAPSHOT_KEY, FRESH),
                arguments(larder.without(Protection.SEQUENCE_RULE), SNAPSHOT_TAG, FRESH),
                arguments(larder.without(Protection.ABSENT_IS_LAST), SNAPSHOT_KEY.with(Fault.LOSE_KEY, 1), FRESH),
                arguments(larder.without(Protection.ABSENT_IS_LAST), SNAPSHOT_TAG.with(Fault.LOSE_TAG, 2), FRESH),
                arguments(
                        larder.without(Protection.SEQUENCE_EPOCH),
                        Scenario.of(SNAPSHOT_READER, READER, TAG_WRITER, TAG_WRITER)
                                .with(Fault.FLUSH, 1),
                        FRESH),
                arguments(
                        larder.without(Protection.OWN_MARK),
                        Scenario.of(READER, READER, READER, TAG_WRITER, TAG_WRITER),
                        MONOTONIC),
                arguments(larder.without(Protection.RUN_OUT_EVICTS), crash, CONVERGING),
                arguments(larder.without(Protection.RUN_OUT_EVICTS), snapshotCrash, CONVERGING),
                arguments(
                        larder.without(Protection.RESTORE_ALONE),
                        Scenario.of(READER, READER, READER, TAG_ROLLBACK, TAG_WRITER),
                        MONOTONIC),
                arguments(larder.without(Protection.INCARNATION), failover, FRESH),
                arguments(larder.without(Protection.INCARNATION_FIRST), failover, FRESH),
                arguments(larder.without(Protection.INCARNATION_OF_HISTORY), failover.with(Fault.FAIL_BACK, 1), FRESH),
                arguments(
                        larder.without(Protection.READS_FROM_MASTER),
                        Scenario.of(READER, READER, TAG_WRITER).with(Fault.COPY, 1),
                        FRESH),
                arguments(
                        larder.without(Protection.WAITERS_READ_AGAIN), Scenario.of(READER, WAITER, KEY_WRITER), FRESH));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("broken")
    void whoever_lacks_a_protection_breaks_a_promise(Variant variant, Scenario scenario, Set<Property> promises) {
        Finding finding = Explorer.explore(variant, scenario, promises);

        assertThat(finding.violations()).containsKeys(promises.toArray(Property[]::new));
    }
}
