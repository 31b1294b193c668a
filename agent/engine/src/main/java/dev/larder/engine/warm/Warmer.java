package dev.larder.engine.warm;

import dev.larder.engine.log.Log;
import dev.larder.engine.metric.HotKeys;
import dev.larder.engine.rule.WarmSettings;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.Envelope;
import dev.larder.engine.value.Sealing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the hottest calls in the store while the application runs, and makes them again: after a start where the rules say
 * so, else when somebody asks. Works on daemon threads of its own, never on the application's. One for each agent, for any
 * rules. Any thread.
 */
public final class Warmer implements AutoCloseable {
    private static final int SECONDS_BETWEEN_SAVES = 5;

    /** Counts alone change with every call, and tell little. */
    private static final long COUNTS_SAVED_NANOS = Duration.ofMinutes(1).toNanos();

    /** Some methods are first called long after the start, and yet before people ask for much. */
    private static final long START_NANOS = Duration.ofMinutes(15).toNanos();

    /** An object that has just been seen may be in the middle of its own making. */
    private static final long SETTLED_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<@Nullable Store> store;
    private final BooleanSupplier cachesOn;
    private final BooleanSupplier watched;
    private final Log log;
    private final long begun = System.nanoTime();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<RememberedMethod, Saved> saved = new WeakHashMap<>(); // by the upkeep alone
    private final Set<String> warmed = new HashSet<>(); // by the upkeep alone

    private volatile Use use = new Use(null, null, new Envelope(Sealing.NONE));
    private volatile @Nullable Replaying current; // written by whoever holds this
    private @Nullable Replaying told; // by the upkeep alone

    private record Use(
            @Nullable RememberedMethods methods, @Nullable WarmSettings settings, Envelope envelope) {}

    private record Saved(Set<String> keys, long at) {}

    /**
     * @param store the one in use, null while there is none
     * @param cachesOn false while somebody has switched all caches off
     * @param watched false while transactions aren't watched yet: values that hold entities are not kept before
     */
    public Warmer(Supplier<@Nullable Store> store, BooleanSupplier cachesOn, BooleanSupplier watched, Log log) {
        this.store = store;
        this.cachesOn = cachesOn;
        this.watched = watched;
        this.log = log;
    }

    /**
     * These rules are in force from now on; calls that are made again by those before end.
     *
     * @param methods null where none are remembered, as without {@code settings}
     */
    public void use(@Nullable RememberedMethods methods, @Nullable WarmSettings settings, Sealing sealing) {
        use = new Use(methods, settings, new Envelope(sealing));
        Replaying present = current;
        if (present != null) {
            present.cancel();
        }
        if (methods != null && started.compareAndSet(false, true)) {
            Thread thread = new Thread(null, this::run, "larder-warm", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    private void run() {
        try {
            for (int round = 1; !closed.await(1, TimeUnit.SECONDS); round++) {
                try {
                    round(round);
                } catch (StoreException away) {
                    // The next round is as good
                } catch (RuntimeException | Error fault) {
                    log.fault("warming failed", fault);
                }
            }
        } catch (InterruptedException stray) {
            // Nobody interrupts this thread; without it no call is remembered
            Thread.currentThread().interrupt();
        }
    }

    private void round(int round) throws StoreException {
        Use now = use;
        Store present = store.get();
        if (now.methods() == null || now.settings() == null || present == null || !present.up()) {
            return;
        }
        StoredCalls calls = new StoredCalls(present.fleet(), now.envelope());
        tellTheEnd();
        if (now.settings().onStart() && System.nanoTime() - begun < START_NANOS && !running()) {
            warmWhatHasCome(now, calls);
        }
        if (round < SECONDS_BETWEEN_SAVES || round % SECONDS_BETWEEN_SAVES == 0) {
            for (RememberedMethod method : now.methods().of(null)) {
                save(method, calls, now.settings().top());
            }
        }
    }

    private void tellTheEnd() {
        Replaying last = current;
        if (last != null && last.ended() && last != told) {
            told = last;
            Warmth.Progress progress = last.progress();
            String failures = progress.failures().entrySet().stream()
                    .map(failure -> failure.getValue() + " × " + failure.getKey())
                    .collect(Collectors.joining("; "));
            log.info("warming: " + progress.done() + " of " + progress.all() + " remembered calls were made again"
                    + (failures.isEmpty() ? "" : ", not well: " + failures)
                    + (progress.stopped() == null ? "" : "; " + progress.stopped()));
        }
    }

    private boolean running() {
        Replaying present = current;
        return present != null && !present.ended();
    }

    private void warmWhatHasCome(Use now, StoredCalls calls) throws StoreException {
        WarmSettings settings = now.settings();
        if (now.methods() == null || settings == null || !cachesOn.getAsBoolean() || !watched.getAsBoolean()) {
            return;
        }
        List<Replaying.Planned> planned = new ArrayList<>();
        for (RememberedMethod method : now.methods().of(null)) {
            Long since = method.readySince();
            String name = method.cache() + " " + method.words();
            if (method.obstacle() == null
                    && since != null
                    && System.nanoTime() - since > SETTLED_NANOS
                    && !warmed.contains(name)) {
                plan(method, calls.of(method), settings.top(), planned);
                warmed.add(name);
            }
        }
        if (!planned.isEmpty() && begin(now, planned, settings.rate())) {
            log.info("warming: " + planned.size() + " remembered calls are made again, " + settings.rate()
                    + " a second at most");
        }
    }

    private static void plan(RememberedMethod method, List<HotKeys.Call> calls, int top, List<Replaying.Planned> into) {
        calls.stream().limit(top).forEach(call -> into.add(new Replaying.Planned(method, call)));
    }

    private synchronized boolean begin(Use now, List<Replaying.Planned> planned, int rate) {
        if (running()) {
            return false;
        }
        Replaying next = new Replaying(planned, rate, () -> allowed(now));
        current = next;
        next.start();
        return true;
    }

    private boolean allowed(Use now) {
        Store present = store.get();
        return use.methods() == now.methods()
                && closed.getCount() > 0
                && cachesOn.getAsBoolean()
                && present != null
                && present.up();
    }

    private void save(RememberedMethod method, StoredCalls calls, int top) throws StoreException {
        if (method.obstacle() != null) {
            return;
        }
        List<HotKeys.Call> own = method.calls(top);
        Set<String> keys = own.stream().map(HotKeys.Call::key).collect(Collectors.toSet());
        Saved before = saved.get(method);
        long now = System.nanoTime();
        if (own.isEmpty() || (before != null && before.keys().equals(keys) && now - before.at() < COUNTS_SAVED_NANOS)) {
            return;
        }
        calls.merge(method, own, top);
        saved.put(method, new Saved(keys, now));
    }

    /**
     * Makes remembered calls again; returns when that has begun.
     *
     * @param cache null for those of all caches
     * @param top of each method; null for as many as the rules say
     * @param rate calls a second at most; null for as many as the rules say
     * @return null where it has begun, otherwise why not
     */
    public @Nullable String begin(@Nullable String cache, @Nullable Integer top, @Nullable Integer rate) {
        Use now = use;
        Store present = store.get();
        if (now.methods() == null || now.settings() == null) {
            return "no calls are remembered: add warm: {} to the rules, and let the application run for a while";
        }
        if (present == null || !present.up()) {
            return "the store is not up";
        }
        if (!cachesOn.getAsBoolean()) {
            return "all caches are switched off by hand";
        }
        if (!watched.getAsBoolean()) {
            return "transactions are not watched yet, which takes a moment after the first rule is active: try again";
        }
        if (running()) {
            return "calls are being made again already";
        }
        try {
            StoredCalls calls = new StoredCalls(present.fleet(), now.envelope());
            List<Replaying.Planned> planned = new ArrayList<>();
            for (RememberedMethod method : now.methods().of(cache)) {
                if (method.obstacle() == null && method.readySince() != null) {
                    plan(method, calls.of(method), top == null ? now.settings().top() : top, planned);
                }
            }
            if (planned.isEmpty()) {
                return "nothing is remembered that could be made again now";
            }
            return begin(now, planned, rate == null ? now.settings().rate() : rate)
                    ? null
                    : "calls are being made again already";
        } catch (StoreException away) {
            return "the store can't be read: " + away.getMessage();
        }
    }

    /** What is remembered here, and how far it has come. */
    public Warmth warmth() {
        Use now = use;
        List<Warmth.Share> shares = new ArrayList<>();
        if (now.methods() != null && now.settings() != null) {
            for (RememberedMethod method : now.methods().of(null)) {
                String obstacle = method.obstacle();
                shares.add(new Warmth.Share(
                        method.cache(),
                        method.words(),
                        method.calls(now.settings().top()).size(),
                        obstacle != null ? obstacle : method.readySince() == null ? method.unready() : null));
            }
        }
        Replaying present = current;
        return new Warmth(present == null ? null : present.progress(), shares);
    }

    @Override
    public void close() {
        closed.countDown();
        Replaying present = current;
        if (present != null) {
            present.cancel();
        }
    }
}
