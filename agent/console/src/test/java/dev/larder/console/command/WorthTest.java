package dev.larder.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.console.JsonReader;
import dev.larder.engine.store.Fleet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What JVMs tell of their caches, read and added up. */
class WorthTest {

    private static String report(long pid, long hits, long misses) {
        return """
                {"larder":"1","pid":%d,"jvm":"VM","started":1000,
                 "store":{"url":"redis://h","namespace":"n","up":true,"pendingEvictions":2},"bypassed":false,
                 "caches":[{"cache":"post","status":"active","hits":%d,"misses":%d,"stale":1,"puts":3,"evictions":4,
                   "hitRate":0.5,"bypasses":{"key":5,"store":0},"discards":{"lease":6},
                   "hit":{"p50":0.001,"p99":0.002,"sum":0.5,"count":10},
                   "miss":{"p50":0.1,"p99":0.2,"sum":5,"count":%d},
                   "loadAvoidedSeconds":9,"overheadSeconds":1,"savedSeconds":8,"off":null,"woven":["a"],
                   "reason":null,"at":"r.yaml:1:1"}]}
                """.formatted(pid, hits, misses, misses);
    }

    private static JvmWorth jvm(long pid, long hits, long misses) {
        return JvmWorth.of(JsonReader.read(report(pid, hits, misses)));
    }

    /** A store that has been told these. */
    private static Fleet told(String... reports) {
        return new Fleet() {
            @Override
            public void tell(String member, byte[] report, Duration life) {
                throw new AssertionError("nobody tells here");
            }

            @Override
            public void leave(String name, byte[] what, Duration life) {
                throw new AssertionError("nobody leaves anything here");
            }

            @Override
            public byte[] left(String name) {
                return null;
            }

            @Override
            public List<byte[]> reports() {
                List<byte[]> all = new ArrayList<>();
                for (String report : reports) {
                    all.add(report.getBytes(StandardCharsets.UTF_8));
                }
                return all;
            }
        };
    }

    @Test
    void a_report_is_read_as_it_is_told() {
        JvmWorth jvm = jvm(7, 30, 10);

        assertThat(jvm.pid()).isEqualTo(7);
        assertThat(jvm.store()).isEqualTo("redis://h");
        assertThat(jvm.namespace()).isEqualTo("n");
        assertThat(jvm.storeUp()).isTrue();
        assertThat(jvm.pending()).isEqualTo(2);
        CacheWorth post = jvm.caches().get(0);
        assertThat(post.hitRate()).isEqualTo(31 / 41.0);
        assertThat(post.bypasses()).isEqualTo(Map.of("key", 5L));
        assertThat(post.calls()).isEqualTo(46);
        assertThat(post.hit().mean()).isEqualTo(0.05);
        assertThat(post.saved()).isEqualTo(8);
    }

    @Test
    void jvms_are_added_up() {
        CacheWorth both = FleetWorth.gather(List.of(), told(report(1, 30, 10), report(2, 10, 30)))
                .caches()
                .get("post");

        assertThat(both.hits()).isEqualTo(40);
        assertThat(both.misses()).isEqualTo(40);
        assertThat(both.stale()).isEqualTo(2);
        assertThat(both.bypassed()).isEqualTo(10);
        assertThat(both.saved()).isEqualTo(16);
        assertThat(both.miss().mean()).isEqualTo(0.25);
        assertThat(both.miss().p99()).isEqualTo(0.2);
        assertThat(both.status()).isEqualTo("active");
    }

    @Test
    void a_jvm_that_is_heard_of_twice_counts_once_and_what_is_no_report_not_at_all() {
        FleetWorth fleet = FleetWorth.gather(List.of(), told(report(1, 30, 10), report(1, 29, 10), "{", "[]"));

        assertThat(fleet.jvms()).filteredOn(jvm -> jvm.pid() == 1).hasSize(1);
        assertThat(fleet.caches().get("post").hits()).isEqualTo(30);
    }

    @Test
    void what_came_to_it_since_an_earlier_look_is_never_negative() {
        CacheWorth before = jvm(1, 30, 10).caches().get(0);
        CacheWorth now = jvm(1, 50, 10).caches().get(0);

        assertThat(now.since(before).hits()).isEqualTo(20);
        assertThat(now.since(before).hitRate()).isEqualTo(1);
        assertThat(now.since(before).miss().mean()).isNull();
        // A JVM of the fleet is gone
        assertThat(before.since(now).hits()).isZero();
        assertThat(now.since(now).hitRate()).isNull();
    }

    @Test
    void figures_are_written_as_people_read_them() {
        assertThat(List.of(
                        Shown.seconds(0.0000123),
                        Shown.seconds(0.0034),
                        Shown.seconds(-1.2),
                        Shown.seconds(null),
                        Shown.share(0.987),
                        Shown.count(1_234_567),
                        Shown.bytes(999),
                        Shown.bytes(123_456_789),
                        Shown.life(45_000),
                        Shown.life(600_000),
                        Shown.life(-1)))
                .containsExactly(
                        "12 µs",
                        "3.4 ms",
                        "-1.2 s",
                        "-",
                        "98.7 %",
                        "1,234,567",
                        "999 B",
                        "123.5 MB",
                        "45s",
                        "10m",
                        "-");
    }

    @Test
    void columns_are_as_wide_as_what_stands_in_them() {
        assertThat(new TextTable("CACHE", "HITS")
                        .row("post", "1")
                        .row("a", "1,234")
                        .lines())
                .containsExactly("CACHE   HITS", "post       1", "a      1,234");
    }

    @Test
    void secrets_are_taken_out_of_values_whatever_they_are() {
        Secrets secrets = new Secrets(java.util.Set.of("password"));

        assertThat(secrets.hidden("{\"name\":\"a\",\"password\":\"p\\\"w\",\"n\":1}"))
                .isEqualTo("{\"name\":\"a\",\"password\":\"(secret)\",\"n\":1}");
        assertThat(secrets.hidden("[{\"password\":{\"a\":[1,\"}\"]}},{\"password\":3}]"))
                .isEqualTo("[{\"password\":\"(secret)\"},{\"password\":\"(secret)\"}]");
        assertThat(secrets.hidden("[\"password\"]")).isEqualTo("[\"password\"]");
    }
}
