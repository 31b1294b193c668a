package dev.larder.console.command;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.log.Log;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.Finding;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The store that the rules name, open and up. */
final class OpenedStore implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Store store;

    private OpenedStore(Store store) {
        this.store = store;
    }

    static OpenedStore open(Rules rules, StoreSettings settings) throws RefusedException {
        if (settings.url().equals("memory:")) {
            throw new RefusedException("the rules keep values in the memory of each JVM (store.url is memory:), where"
                    + " only the agent itself can look; see its page, and POST /evict and /clear in docs/operating.md");
        }
        try {
            Store store =
                    Stores.open(settings, new Use(rules, RuleFingerprint.of(rules)), (command, nanos) -> {}, silent());
            store.wake();
            if (!awaited(store)) {
                store.close();
                throw new RefusedException(reason(settings));
            }
            return new OpenedStore(store);
        } catch (IllegalArgumentException none) {
            throw new RefusedException(String.valueOf(none.getMessage()));
        }
    }

    /** What a connection tells people here is told by commands in words of their own. */
    private static Log silent() {
        return new Log(System.err, Log.Level.OFF);
    }

    private static boolean awaited(Store store) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!store.up()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static String reason(StoreSettings settings) {
        String subject = "the store " + settings.shownUrl() + " can't be used: ";
        for (Finding finding : Stores.examine(settings)) {
            if (finding.level() == Finding.Level.ERROR) {
                return subject + finding.what() + "; " + finding.todo();
            }
        }
        return subject + "it did not answer in time; see java -jar larder.jar doctor";
    }

    Store store() {
        return store;
    }

    /** True once evictions that could not be carried out at first have been. */
    boolean settled() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (store.pendingEvictions() > 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        store.close();
    }

    /** Generations that a command draws live as long as those that agents draw. */
    private record Use(Rules inFile, RuleFingerprint rules) implements StoreUse {
        @Override
        public boolean fills() {
            return false;
        }

        @Override
        public List<String> cacheTags() {
            return inFile.caches().stream()
                    .map(cache -> CacheKeys.tag(cache.name()))
                    .toList();
        }

        @Override
        public Duration longestTtl() {
            return inFile.caches().stream()
                    .map(CacheRule::ttl)
                    .max(Duration::compareTo)
                    .orElse(Duration.ofMinutes(5));
        }
    }
}
