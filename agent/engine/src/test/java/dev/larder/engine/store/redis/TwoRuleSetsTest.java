package dev.larder.engine.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FillOutcome.Result;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Targets;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two deployments on one namespace. The newer rules evict {@code posts:*}, which the older ones don't know, so that the
 * entries of the older ones lack its tag; and they have a cache more.
 */
final class TwoRuleSetsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int KEYS = 3;

    private static RedisServer redis;

    private final RedisStores stores = new RedisStores();

    /** What a JVM of one of them stores, and how it evicts. */
    private enum Rules {
        OLDER(new String[] {"@post"}, Map.of("@post", 1L)),
        NEWER(new String[] {"posts:*", "@post"}, Map.of("@post", 1L, "@more", 2L));

        private final String[] tags;
        private final RuleFingerprint fingerprint;

        Rules(String[] tags, Map<String, Long> caches) {
            this.tags = tags;
            this.fingerprint = new RuleFingerprint(ordinal() + 1L, caches);
        }

        Targets eviction(int key) {
            return this == NEWER
                    ? new Targets(Set.of(), Set.of("posts:*"), Set.of("@post"))
                    : new Targets(Set.of("posts:" + key), Set.of(), Set.of("@post"));
        }

        String field() {
            return name();
        }

        String redisField() {
            return String.format("%016x", fingerprint.all());
        }
    }

    /** Rules that may change while the store is open; or none, which takes the protection away. */
    private static final class Use implements StoreUse {
        private volatile Rules rules;
        private final boolean known;

        Use(Rules rules, boolean known) {
            this.rules = rules;
            this.known = known;
        }

        @Override
        public List<String> cacheTags() {
            return List.copyOf(rules.fingerprint.caches().keySet());
        }

        @Override
        public Duration longestTtl() {
            return LONG;
        }

        @Override
        public RuleFingerprint rules() {
            return known ? rules.fingerprint : null;
        }
    }

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    private Store open(Rules rules, String namespace, boolean known) {
        return stores.use(new Use(rules, known)).openUp(redis.url(), namespace);
    }

    private Store open(Rules rules) {
        return open(rules, "test", true);
    }

    private static void stored(Store store, Rules rules) throws StoreException {
        assertThat(filled(store, rules, 0, 0)).isEqualTo(Result.STORED);
    }

    private static Result filled(Store store, Rules rules, int key, long version) throws StoreException {
        LeaseReply reply = store.lease("posts:" + key, rules.field(), rules.tags, Duration.ofSeconds(10));
        return reply instanceof Lease lease ? fill(store, lease, version).join() : Result.LEASE_LOST;
    }

    private static CompletableFuture<Result> fill(Store store, Lease lease, long version) {
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES * (2 + lease.generations().length));
        value.putLong(version).putLong(lease.incarnation());
        Arrays.stream(lease.generations()).forEach(value::putLong);
        CompletableFuture<Result> result = new CompletableFuture<>();
        store.fill(lease, value.array(), LONG, result::complete);
        return result.orTimeout(20, TimeUnit.SECONDS);
    }

    /** What is served, -1 for nothing. */
    private static long served(Store store, Rules rules, int key) throws StoreException {
        Snapshot seen = store.read("posts:" + key, rules.field(), rules.tags);
        if (seen.value() == null) {
            return -1;
        }
        ByteBuffer value = ByteBuffer.wrap(seen.value());
        long version = value.getLong();
        boolean valid = value.getLong() == seen.incarnation();
        for (long generation : seen.generations()) {
            valid &= value.getLong() == generation;
        }
        return valid ? version : -1;
    }

    private static boolean served(Store store, Rules rules) throws StoreException {
        return served(store, rules, 0) == 0;
    }

    private boolean servedAfterTheOthersEviction(boolean known) throws StoreException {
        try (Store newer = open(Rules.NEWER, "test", known);
                Store older = open(Rules.OLDER, "test", known)) {
            stored(older, Rules.OLDER);
            assertThat(served(older, Rules.OLDER)).isTrue();
            // Who evicts was there first, and has had no time to hear of the other
            newer.evict(Rules.NEWER.eviction(0), 0);
            return served(older, Rules.OLDER);
        }
    }

    @Test
    void a_newcomer_is_reached_by_the_first_eviction_after_it_has_come_up() throws Exception {
        assertThat(servedAfterTheOthersEviction(true)).isFalse();
    }

    @Test
    void where_rules_are_not_published_it_is_not_reached() throws Exception {
        assertThat(servedAfterTheOthersEviction(false)).isTrue();
    }

    @Test
    void what_a_writer_of_other_rules_is_about_to_change_is_in_doubt() throws Exception {
        try (Store newer = open(Rules.NEWER);
                Store older = open(Rules.OLDER)) {
            stored(older, Rules.OLDER);
            newer.mark(Rules.NEWER.eviction(0), 7, Duration.ofMinutes(1));
            assertThat(served(older, Rules.OLDER)).isFalse();
            newer.unmark(Rules.NEWER.eviction(0), 7);
            assertThat(served(older, Rules.OLDER)).isTrue();
            newer.mark(Rules.NEWER.eviction(0), 8, Duration.ofMinutes(1));
            newer.evict(Rules.NEWER.eviction(0), 8);
            stored(older, Rules.OLDER);
            assertThat(served(older, Rules.OLDER)).as("no mark is left").isTrue();
        }
    }

    @Test
    void caches_that_only_others_have_are_reached_by_every_eviction() throws Exception {
        String[] more = {"@more"};
        try (Store newer = open(Rules.NEWER);
                Store older = open(Rules.OLDER)) {
            long before = ((Lease) newer.lease("more", "f", more, LONG)).generations()[0];
            older.evict(Rules.OLDER.eviction(0), 0);
            assertThat(newer.read("more", "f", more).generations()[0]).isNotEqualTo(before);
        }
    }

    @Test
    void while_all_have_the_same_rules_nothing_more_is_evicted() throws Exception {
        try (Store one = open(Rules.NEWER);
                Store two = open(Rules.NEWER)) {
            stored(two, Rules.NEWER);
            long before = two.read("posts:1", "f", Rules.OLDER.tags).generations()[0];
            one.evict(Rules.NEWER.eviction(0), 0);
            assertThat(two.read("posts:1", "f", Rules.OLDER.tags).generations()[0])
                    .isEqualTo(before);
        }
    }

    /** As if its minute were over. */
    private static void lapse(Rules rules) {
        redis.command("DEL", "test@rules:" + rules.redisField());
    }

    private static char state(Rules rules) {
        return redis.command("HGET", "test@rules", rules.redisField()).charAt(0);
    }

    @Test
    void what_evictions_have_passed_by_while_its_rules_were_gone_is_cleared_before_it_is_read() throws Exception {
        try (Store newer = open(Rules.NEWER)) {
            try (Store older = open(Rules.OLDER)) {
                stored(older, Rules.OLDER);
            }
            lapse(Rules.OLDER);
            await().atMost(Duration.ofSeconds(20)).until(() -> state(Rules.OLDER) == 'G');
            newer.evict(Rules.NEWER.eviction(0), 0);
            try (Store again = open(Rules.OLDER)) {
                assertThat(served(again, Rules.OLDER)).isFalse();
                assertThat(state(Rules.OLDER)).isEqualTo('L');
                stored(again, Rules.OLDER);
                newer.evict(Rules.NEWER.eviction(0), 0);
                assertThat(served(again, Rules.OLDER)).isFalse();
            }
        }
    }

    @Test
    void a_restart_keeps_what_is_there_where_nobody_has_other_rules() throws Exception {
        try (Store before = open(Rules.OLDER)) {
            stored(before, Rules.OLDER);
        }
        lapse(Rules.OLDER);
        try (Store after = open(Rules.OLDER)) {
            assertThat(served(after, Rules.OLDER)).isTrue();
        }
    }

    @Test
    void where_the_roster_was_lost_nothing_from_before_is_served() throws Exception {
        try (Store before = open(Rules.OLDER)) {
            stored(before, Rules.OLDER);
            before.evict(List.of("posts:1"), List.of());
        }
        redis.command("DEL", "test@rules");
        try (Store after = open(Rules.OLDER)) {
            assertThat(served(after, Rules.OLDER)).isFalse();
        }
    }

    @Test
    void where_it_is_lost_while_somebody_comes_up_all_clear_what_that_one_may_have_passed_by() throws Exception {
        try (Store older = open(Rules.OLDER)) {
            stored(older, Rules.OLDER);
            redis.command("DEL", "test@rules");
            // As if another had come and evicted meanwhile
            redis.command("HSET", "test@rules", "v", "8 bytes.");
            await().atMost(Duration.ofSeconds(20)).until(() -> !served(older, Rules.OLDER));
        }
    }

    @Test
    void rules_that_change_while_the_store_is_open_are_made_known_before_anything_is_read_by_them() throws Exception {
        Use use = new Use(Rules.OLDER, true);
        try (Store newer = open(Rules.NEWER);
                Store changing = stores.use(use).openUp(redis.url())) {
            assertThat(redis.command("HEXISTS", "test@rules", Rules.NEWER.redisField()))
                    .isEqualTo("1");
            newer.close();
            redis.command("HDEL", "test@rules", Rules.NEWER.redisField());
            use.rules = Rules.NEWER;
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                try {
                    served(changing, Rules.NEWER);
                    return true;
                } catch (StoreException notYet) {
                    return false;
                }
            });
            assertThat(state(Rules.NEWER)).isEqualTo('L');
        }
    }

    @Test
    void who_was_stopped_for_half_a_minute_does_not_read_before_it_has_told_again() throws Exception {
        StoreSettings settings = new StoreSettings("test", redis.url(), false, Duration.ofSeconds(2));
        try (LineOpener opener =
                new LineOpener(settings, new KeySpace("test"), new SecureRandom(), () -> LONG, lost -> {})) {
            Line line = opener.open();
            RuleFingerprint rules = Rules.OLDER.fingerprint;
            long now = System.nanoTime();
            assertThat(line.covers(rules, now)).isFalse();
            line.enrol(new Member(rules, true, List.of("@post")), now + TimeUnit.SECONDS.toNanos(10));
            assertThat(line.covers(rules, System.nanoTime())).isTrue();
            assertThat(line.covers(Rules.NEWER.fingerprint, System.nanoTime())).isFalse();
            assertThat(line.covers(rules, System.nanoTime() + TimeUnit.SECONDS.toNanos(31)))
                    .isFalse();
            line.close();
        }
    }

    // Under load

    private final AtomicLongArray database = new AtomicLongArray(KEYS);
    private final AtomicLongArray evicted = new AtomicLongArray(KEYS);
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();

    private int staleReads(boolean known, int rounds) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds && (known || stale.get() == 0); round++) {
            String namespace = "round" + round;
            boolean newerFirst = random.nextBoolean();
            Rules first = newerFirst ? Rules.NEWER : Rules.OLDER;
            Rules second = newerFirst ? Rules.OLDER : Rules.NEWER;
            List<Callable<Void>> work = new ArrayList<>();
            for (Rules rules : List.of(first, first, second, second)) {
                SplittableRandom own = random.split();
                // The second come while the first are at work
                work.add(() -> {
                    try (Store store = open(new Use(rules, known), namespace)) {
                        work(store, rules, own);
                    }
                    return null;
                });
            }
            ExecutorService threads = Executors.newFixedThreadPool(work.size());
            try {
                for (Future<Void> done : threads.invokeAll(work, 2, TimeUnit.MINUTES)) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
        assertThat(hits).as("or nothing was tested").hasValueGreaterThan(100);
        return stale.get();
    }

    private static Store open(Use use, String namespace) {
        return new RedisStores().use(use).openUp(redis.url(), namespace);
    }

    private void work(Store store, Rules rules, SplittableRandom random) {
        for (int i = 0; i < 500; ) {
            int key = random.nextInt(KEYS);
            if (random.nextInt(10) == 0) {
                long version = database.incrementAndGet(key);
                // By the newer rules all keys are evicted, but only this one is known to be
                store.evict(rules.eviction(key), 0);
                evicted.accumulateAndGet(key, version, Math::max);
                i++;
                continue;
            }
            long atLeast = evicted.get(key);
            try {
                long got = served(store, rules, key);
                if (got >= 0) {
                    hits.incrementAndGet();
                    if (got < atLeast) {
                        stale.incrementAndGet();
                    }
                } else {
                    LeaseReply reply = store.lease("posts:" + key, rules.field(), rules.tags, Duration.ofSeconds(10));
                    long loaded = database.get(key);
                    if (random.nextInt(4) == 0) {
                        LockSupport.parkNanos(random.nextInt(500_000));
                    }
                    if (reply instanceof Lease lease) {
                        fill(store, lease, loaded);
                    }
                }
                i++;
            } catch (StoreException away) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    @Test
    void two_fleets_under_load_never_read_what_the_other_has_evicted() throws Exception {
        assertThat(staleReads(true, 8)).isZero();
    }

    @Test
    void where_rules_are_not_published_they_do() throws Exception {
        assertThat(staleReads(false, 8)).isPositive();
    }
}
