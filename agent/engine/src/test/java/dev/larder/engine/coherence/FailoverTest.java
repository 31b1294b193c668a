package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FaultyProxy;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two Redis servers that change places behind one name. Each time the new master has not seen what the old one has
 * acknowledged last: an eviction. Nobody reads what it was to evict.
 */
final class FailoverTest {
    private static final int POSTS = 20;
    private static final int TURNS = 4;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RedisServer first = RedisServer.start();
    private final RedisServer second = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.to(first.port());
    private final List<Store> stores = new ArrayList<>();
    private final int[] versions = new int[POSTS];

    FailoverTest() {
        System.out.println("seed " + seed);
        follow(second, first);
    }

    @AfterEach
    void close() {
        stores.forEach(Store::close);
        proxy.close();
        first.close();
        second.close();
    }

    private Jvm jvm() {
        Store store = Stores.open(
                new StoreSettings("failover", proxy.url(), false, Duration.ofSeconds(2)),
                new FixedUse(List.of("@post", "@list"), Duration.ofMinutes(10)),
                (command, nanos) -> {},
                new Log(System.err, Log.Level.OFF));
        store.wake();
        stores.add(store);
        awaitUp();
        return new Jvm(store);
    }

    private void awaitUp() {
        await().atMost(Duration.ofSeconds(20)).until(() -> stores.stream().allMatch(Store::up));
    }

    private static void follow(RedisServer replica, RedisServer master) {
        replica.command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> replica.command("INFO", "replication").contains("master_link_status:up"));
    }

    /** All that is stored has reached the replica. */
    private static void settle(RedisServer master) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> master.command("WAIT", "1", "1000").strip().endsWith("1"));
    }

    private String row(int post) {
        return post + " in version " + versions[post];
    }

    private String read(Jvm jvm, int post) {
        return jvm.post(post, () -> row(post));
    }

    private void warm(List<Jvm> jvms) {
        jvms.forEach(jvm -> {
            for (int post = 0; post < POSTS; post++) {
                assertThat(read(jvm, post)).isEqualTo(row(post));
            }
        });
    }

    @Test
    void an_eviction_lost_by_a_failover_or_the_fail_back_is_missed_by_nobody() {
        List<Jvm> jvms = List.of(jvm(), jvm());
        RedisServer master = first;
        RedisServer replica = second;
        for (int turn = 0; turn < TURNS; turn++) {
            boolean back = turn % 2 == 1;
            if (!back) {
                warm(jvms);
                settle(master);
            }
            replica.command("REPLICAOF", "NO", "ONE");
            // Acknowledged by the master, and lost
            for (int write = 0; write < POSTS / 2; write++) {
                int post = random.nextInt(POSTS);
                jvms.get(write % 2).save(post, () -> versions[post]++);
            }
            proxy.lead(replica.port());
            awaitUp();
            jvms.forEach(jvm -> {
                // The rest is what the first server finds again when it is back: of a life of its own, with its run_id
                for (int post = 0; post < (back ? POSTS : POSTS / 2); post++) {
                    assertThat(read(jvm, post)).as("seed %d", seed).isEqualTo(row(post));
                }
            });
            follow(master, replica);
            RedisServer former = master;
            master = replica;
            replica = former;
        }
    }
}
