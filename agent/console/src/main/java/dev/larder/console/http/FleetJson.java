package dev.larder.console.http;

import dev.larder.console.AgentControl;
import dev.larder.console.JsonReader;
import dev.larder.console.JsonText;
import dev.larder.engine.Census;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the caches are worth over all JVMs that share the store, and what lies in it, as {@code GET /fleet} tells it. Counting
 * goes through all keys, so that it is done now and then, and once for all who ask. Any thread.
 */
final class FleetJson {
    private static final long COUNTED_NANOS = Duration.ofSeconds(20).toNanos();
    private static final Duration COUNTING = Duration.ofSeconds(1);

    private final AgentControl control;
    private final Supplier<JsonText> own;
    private final ReentrantLock counting = new ReentrantLock();

    private volatile @Nullable Counted counted;

    private record Counted(Census census, long at) {}

    /** Of one cache, all JVMs together. */
    private record Worth(double hits, double stale, double misses, double savedSeconds) {
        Worth plus(Worth other) {
            return new Worth(
                    hits + other.hits, stale + other.stale, misses + other.misses, savedSeconds + other.savedSeconds);
        }
    }

    /** @param own what this JVM tells of itself, as the others do */
    FleetJson(AgentControl control, Supplier<JsonText> own) {
        this.control = control;
        this.own = own;
    }

    JsonText all() {
        Map<String, Worth> worths = new LinkedHashMap<>();
        Map<String, @Nullable Object> here =
                JsonReader.object(JsonReader.read(own.get().toString()));
        int jvms = 1;
        add(here, worths);
        Store store = control.store();
        try {
            for (byte[] report :
                    store == null ? List.<byte[]>of() : store.fleet().reports()) {
                jvms += told(report, here, worths) ? 1 : 0;
            }
        } catch (StoreException away) {
            // This JVM alone then; the page says by itself that the store is away
        }
        JsonText json =
                new JsonText().open('{').name("jvms").value(jvms).name("caches").open('{');
        worths.forEach((cache, worth) -> {
            json.name(cache)
                    .open('{')
                    .name("hits")
                    .value(worth.hits())
                    .name("stale")
                    .value(worth.stale());
            json.name("misses").value(worth.misses());
            json.name("savedSeconds").value(worth.savedSeconds()).close('}');
        });
        json.close('}');
        Census census = census(store);
        if (census != null) {
            json.name("stored").open('{').name("complete").value(census.complete());
            json.name("caches").open('{');
            census.caches()
                    .forEach((cache, share) -> json.name(cache)
                            .open('{')
                            .name("entries")
                            .value(share.entries())
                            .name("bytes")
                            .value(share.bytes())
                            .close('}'));
            json.close('}').close('}');
        }
        return json.close('}');
    }

    /** False where that is this JVM, which has been asked itself, or something else than a report. */
    private static boolean told(byte[] report, Map<String, @Nullable Object> here, Map<String, Worth> into) {
        try {
            Map<String, @Nullable Object> said =
                    JsonReader.object(JsonReader.read(new String(report, StandardCharsets.UTF_8)));
            boolean same =
                    Stream.of("pid", "started", "jvm").allMatch(name -> Objects.equals(said.get(name), here.get(name)));
            if (!same) {
                add(said, into);
            }
            return !same;
        } catch (IllegalArgumentException foreign) {
            return false;
        }
    }

    private static void add(Map<String, @Nullable Object> report, Map<String, Worth> into) {
        for (Object one : JsonReader.array(report.get("caches"))) {
            Map<String, @Nullable Object> cache = JsonReader.object(one);
            if (cache.get("cache") instanceof String name) {
                into.merge(
                        name,
                        new Worth(
                                number(cache.get("hits")),
                                number(cache.get("stale")),
                                number(cache.get("misses")),
                                number(cache.get("savedSeconds"))),
                        Worth::plus);
            }
        }
    }

    private static double number(@Nullable Object said) {
        return said instanceof Double number ? number : 0;
    }

    /** The last one, while somebody else counts; null where nothing was counted yet. */
    private @Nullable Census census(@Nullable Store store) {
        Counted last = counted;
        if (store != null
                && store.up()
                && (last == null || System.nanoTime() - last.at() > COUNTED_NANOS)
                && counting.tryLock()) {
            try {
                last = new Counted(Census.take(store.inspection(), COUNTING), System.nanoTime());
                counted = last;
            } catch (StoreException refused) {
                // No right to SCAN, perhaps: doctor says so
            } finally {
                counting.unlock();
            }
        }
        return last == null ? null : last.census();
    }
}
