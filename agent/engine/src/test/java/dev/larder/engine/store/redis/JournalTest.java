package dev.larder.engine.store.redis;

import static dev.larder.engine.store.redis.RedisStores.awaitDown;
import static dev.larder.engine.store.redis.RedisStores.awaitUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.FaultyProxy;
import dev.larder.engine.store.FillOutcome.Result;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.JournalClaims;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evictions that outlive the JVM that could not send them. A JVM that ends is a store that is closed. */
final class JournalTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String[] TAGS = {"t", "@cache"};
    private static final String HEADER = "larder-journal 1 test\n";

    private final RedisServer redis = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.to(redis.port());
    private final RedisStores stores = new RedisStores();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("journal");
        stores.journal(file);
    }

    @AfterEach
    void stop() {
        proxy.close();
        redis.close();
    }

    private static void stored(Store store, String key) throws StoreException {
        Lease lease = (Lease) store.lease(key, "f", TAGS, LONG);
        CompletableFuture<Result> result = new CompletableFuture<>();
        store.fill(lease, "old".getBytes(StandardCharsets.UTF_8), LONG, result::complete);
        assertThat(result.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(Result.STORED);
    }

    private static boolean holds(Store store, String key) throws StoreException {
        return store.read(key, "f", TAGS).value() != null;
    }

    private static long[] generations(Store store) throws StoreException {
        return store.read("k", "f", TAGS).generations();
    }

    private Store cutOff() {
        Store store = stores.openUp(proxy.url());
        proxy.refuse(true);
        proxy.cut();
        awaitDown(store);
        return store;
    }

    private String text() throws IOException {
        return Files.readString(file);
    }

    @Test
    void what_could_not_be_evicted_before_a_restart_is_evicted_before_anything_is_read() throws Exception {
        try (Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "k");
            stored(other, "another");
            try (Store store = cutOff()) {
                store.evict(List.of("k"), List.of());
            }
            assertThat(holds(other, "k")).as("or there is nothing to be seen").isTrue();

            proxy.refuse(false);
            try (Store restarted = stores.openUp(proxy.url())) {
                assertThat(holds(restarted, "k")).isFalse();
                assertThat(holds(restarted, "another")).isTrue();
                assertThat(restarted.pendingEvictions()).isZero();
            }
            assertThat(text()).isEqualTo(HEADER);
        }
    }

    @Test
    void without_a_journal_it_is_served_after_the_restart() throws Exception {
        RedisStores forgetful = new RedisStores();
        try (Store other = forgetful.openUp(redis.url())) {
            stored(other, "k");
            try (Store store = forgetful.openUp(proxy.url())) {
                proxy.refuse(true);
                proxy.cut();
                awaitDown(store);
                store.evict(List.of("k"), List.of());
            }
            proxy.refuse(false);
            try (Store restarted = forgetful.openUp(proxy.url())) {
                assertThat(holds(restarted, "k")).isTrue();
            }
        }
    }

    @Test
    void a_redis_that_is_killed_and_comes_back_with_its_old_data_serves_nothing_old() throws Exception {
        try (Store store = stores.openUp(redis.url())) {
            stored(store, "k");
            redis.command("SAVE");
            redis.kill();
            awaitDown(store);
            store.evict(List.of("k"), List.of("t"));
        }
        redis.restart();
        assertThat(redis.command("EXISTS", "test:k")).isEqualTo("1");
        try (Store restarted = stores.openUp(redis.url())) {
            assertThat(holds(restarted, "k")).isFalse();
        }
    }

    @Test
    void evictions_before_the_first_connection_are_in_it_too() throws Exception {
        proxy.refuse(true);
        try (Store store = stores.open(proxy.url())) {
            store.evict(new Targets(Set.of("a key\twith\n\\ everything\r"), Set.of("t"), Set.of("@cache")), 0);
        }
        assertThat(text()).startsWith(HEADER).hasLineCount(2);
        proxy.refuse(false);
        try (Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "a key\twith\n\\ everything\r");
            stores.openUp(proxy.url()).close();
            assertThat(holds(other, "a key\twith\n\\ everything\r")).isFalse();
        }
    }

    @Test
    void it_is_emptied_once_all_is_sent_and_holds_each_eviction_once() throws Exception {
        try (Store store = cutOff()) {
            for (int i = 0; i < 100; i++) {
                store.evict(List.of("k"), List.of("t"));
            }
            assertThat(text()).hasLineCount(2);
            proxy.refuse(false);
            awaitUp(store);
            assertThat(text()).isEqualTo(HEADER);
        }
    }

    @Test
    void more_than_can_be_remembered_is_one_line_that_evicts_everything() throws Exception {
        try (Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "k");
            long before = generations(other)[1];
            try (Store store = cutOff()) {
                for (int i = 0; i <= PendingEvictions.BOUND; i += 100) {
                    int from = i;
                    store.evict(
                            java.util.stream.IntStream.range(from, from + 100)
                                    .mapToObj(n -> "another" + n)
                                    .toList(),
                            List.of());
                }
                long full = Files.size(file);
                store.evict(List.of("one more"), List.of());
                assertThat(Files.size(file)).isEqualTo(full);
            }
            proxy.refuse(false);
            try (Store restarted = stores.openUp(proxy.url())) {
                assertThat(generations(restarted)[1]).isNotEqualTo(before);
            }
        }
    }

    @Test
    void a_torn_last_line_is_cut_off_and_the_rest_is_carried_out() throws Exception {
        try (Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "k");
            stored(other, "torn");
            try (Store store = cutOff()) {
                store.evict(List.of("k"), List.of());
                store.evict(List.of("torn"), List.of());
            }
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 3));
            try (Store again = stores.open(proxy.url())) {
                // Behind what was torn, and not glued to it
                again.evict(List.of("later"), List.of());
            }
            stored(other, "later");
            proxy.refuse(false);
            try (Store restarted = stores.openUp(proxy.url())) {
                assertThat(holds(restarted, "k")).isFalse();
                assertThat(holds(restarted, "later")).isFalse();
                assertThat(holds(restarted, "torn")).isTrue();
            }
        }
    }

    @Test
    void a_damaged_line_evicts_everything() throws Exception {
        try (Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "k");
            long before = generations(other)[1];
            Files.writeString(file, HEADER + "00000000E\tkk\n");
            try (Store restarted = stores.openUp(redis.url())) {
                assertThat(generations(restarted)[1]).isNotEqualTo(before);
            }
        }
        assertThat(stores.count("is damaged: all that the caches")).isEqualTo(1);
    }

    @Test
    void whatever_the_bytes_the_store_comes_up_and_what_is_whole_is_carried_out() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (Store other = new RedisStores().openUp(redis.url())) {
            for (int round = 0; round < 40; round++) {
                byte[] lines = new byte[random.nextInt(2_000)];
                random.nextBytes(lines);
                byte[] whole = new JournalLine(false, Targets.of(Set.of("k"), Set.of())).bytes();
                if (random.nextBoolean()) {
                    // A line of ours with some bytes changed, which may be its end
                    lines = whole.clone();
                    lines[random.nextInt(lines.length)] = (byte) random.nextInt(256);
                }
                stored(other, "k");
                long before = generations(other)[1];
                try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    out.truncate(0);
                    out.write(java.nio.ByteBuffer.wrap(HEADER.getBytes(StandardCharsets.UTF_8)));
                    out.write(java.nio.ByteBuffer.wrap(whole));
                    out.write(java.nio.ByteBuffer.wrap(lines));
                }
                try (Store restarted = stores.openUp(redis.url())) {
                    boolean gone = !holds(restarted, "k") || generations(restarted)[1] != before;
                    assertThat(gone).as("round %s", round).isTrue();
                    assertThat(text()).isEqualTo(HEADER);
                }
            }
        }
    }

    @Test
    void a_file_that_is_no_journal_of_this_namespace_is_left_alone() throws Exception {
        for (String other :
                List.of("root:x:0:0\n", "larder-journal 1 another\n00000000E\tkk\n", "larder-journal 2 test\n")) {
            Files.writeString(file, other);
            try (Store store = stores.openUp(redis.url())) {
                stores.awaitLogged("is left alone");
                assertThat(store.up()).isTrue();
            }
            assertThat(text()).isEqualTo(other);
        }
        assertThat(stores.count("the journal")).isEqualTo(3);
    }

    @Test
    void it_is_for_its_owner_alone() throws Exception {
        stores.openUp(redis.url()).close();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void where_it_can_not_be_written_one_line_says_so_and_memory_does() throws Exception {
        stores.journal(directory.resolve("missing").resolve("journal"));
        try (Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "k");
            try (Store store = cutOff()) {
                store.evict(List.of("k"), List.of());
                assertThat(store.pendingEvictions()).isEqualTo(1);
                proxy.refuse(false);
                awaitUp(store);
                assertThat(holds(other, "k")).isFalse();
            }
        }
        assertThat(stores.count("can't be written: its directory is missing")).isEqualTo(1);
    }

    @Test
    void a_directory_that_comes_later_is_used_then_with_what_is_pending() throws Exception {
        Path late = directory.resolve("late").resolve("journal");
        stores.journal(late);
        try (Store store = cutOff()) {
            store.evict(List.of("k"), List.of());
            Files.createDirectory(late.getParent());
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            Files.exists(late) && Files.readString(late).lines().count() == 2);
        }
    }

    private StoreUse sharing(JournalClaims claims) {
        FixedUse fixed = new FixedUse(List.of("@cache"), LONG);
        return new StoreUse() {
            @Override
            public List<String> cacheTags() {
                return fixed.cacheTags();
            }

            @Override
            public Duration longestTtl() {
                return fixed.longestTtl();
            }

            @Override
            public JournalClaims journalClaims() {
                return claims;
            }
        };
    }

    @Test
    void a_store_that_gives_way_leaves_the_journal_to_the_next_once_nothing_is_pending() throws Exception {
        stores.use(sharing(new JournalClaims()));
        try (Store before = cutOff()) {
            before.evict(List.of("k"), List.of());
            before.giveWay();
            try (Store next = stores.open(proxy.url())) {
                next.evict(List.of("later"), List.of());
                assertThat(text()).as("of the first alone").hasLineCount(2);
                proxy.refuse(false);
                awaitUp(before);
                proxy.refuse(true);
                proxy.cut();
                awaitDown(next);
                await().atMost(Duration.ofSeconds(20)).until(() -> {
                    next.evict(List.of("last"), List.of());
                    return text().contains("klast");
                });
            }
        }
        assertThat(stores.logged()).doesNotContain("the journal");
    }

    @Test
    void a_file_of_another_jvm_is_left_to_it_loudly_and_taken_when_it_is_free() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalHolder.class.getName(),
                        file.toString(),
                        "test")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("open");
            try (Store store = cutOff()) {
                store.evict(List.of("k"), List.of());
                stores.awaitLogged("is in use by another JVM");
                assertThat(text()).isEqualTo(HEADER);
                holder.getOutputStream().close();
                await().atMost(Duration.ofSeconds(30)).until(() -> text().contains("kk"));
            }
            assertThat(stores.count("is in use by another JVM")).isEqualTo(1);
        } finally {
            holder.destroyForcibly();
        }
    }
}
