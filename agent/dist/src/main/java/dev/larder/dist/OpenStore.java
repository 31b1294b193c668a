package dev.larder.dist;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.log.Log;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.JournalClaims;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store that the rules in force name. It stays open while they only change otherwise; where they name another, calls
 * under way still have the one before, which is closed when nothing is left to be evicted there.
 */
final class OpenStore implements StoreUse, AutoCloseable {
    private final Stores.CommandTimes times;
    private final Log log;
    private final Runnable woken;
    private final List<Replaced> before = new ArrayList<>();
    private final JournalClaims claims = new JournalClaims();

    private volatile @Nullable InForce inForce;
    private volatile List<String> cacheTags = List.of();
    private volatile Duration longestTtl = Duration.ofMinutes(5);
    private volatile @Nullable Store store;
    private @Nullable StoreSettings settings;

    /**
     * Transactions that began under a store end within that time, or have lost their marks anyhow: until then what they
     * evict may have to reach it.
     */
    private static final Duration STILL_WANTED = Duration.ofMinutes(1);

    private record Replaced(Store store, long since) {
        boolean idle() {
            return store.pendingEvictions() == 0 && System.nanoTime() - since > STILL_WANTED.toNanos();
        }
    }

    /** @param woken run when the first store that others may share begins to be used; must return at once */
    OpenStore(Stores.CommandTimes times, Runnable woken, Log log) {
        this.times = times;
        this.woken = woken;
        this.log = log;
    }

    /** By one thread at a time. */
    Store use(Rules rules) {
        Set<String> tags = new LinkedHashSet<>(cacheTags);
        for (CacheRule cache : rules.caches()) {
            tags.add(CacheKeys.tag(cache.name()));
            if (cache.ttl().compareTo(longestTtl) > 0) {
                longestTtl = cache.ttl();
            }
        }
        cacheTags = List.copyOf(tags);
        inForce = new InForce(rules);
        closeIdle();
        Store present = store;
        if (present == null || !rules.store().equals(settings)) {
            if (present != null) {
                present.giveWay();
                before.add(new Replaced(present, System.nanoTime()));
            }
            present = Stores.open(rules.store(), this, times, log);
            store = present;
            settings = rules.store();
        }
        return present;
    }

    private void closeIdle() {
        before.removeIf(old -> {
            boolean idle = old.idle();
            if (idle) {
                old.store().close();
            }
            return idle;
        });
    }

    /** The one in use, null where there is none. */
    @Nullable
    Store present() {
        return store;
    }

    @Override
    public void woken() {
        woken.run();
    }

    boolean up() {
        Store present = store;
        return present != null && present.up();
    }

    int pendingEvictions() {
        Store present = store;
        return present == null ? 0 : present.pendingEvictions();
    }

    @Override
    public List<String> cacheTags() {
        return cacheTags;
    }

    @Override
    public @Nullable RuleFingerprint rules() {
        InForce present = inForce;
        return present == null ? null : present.fingerprint();
    }

    /** Rules, whose fingerprint costs the start of an application nothing: only Redis asks for it. */
    private static final class InForce {
        private final Rules rules;
        private volatile @Nullable RuleFingerprint fingerprint;

        InForce(Rules rules) {
            this.rules = rules;
        }

        /** Asked before each read. Two threads may both make it, and of one make. */
        RuleFingerprint fingerprint() {
            RuleFingerprint made = fingerprint;
            if (made == null) {
                made = RuleFingerprint.of(rules);
                fingerprint = made;
            }
            return made;
        }
    }

    @Override
    public JournalClaims journalClaims() {
        return claims;
    }

    @Override
    public Duration longestTtl() {
        return longestTtl;
    }

    @Override
    public void close() {
        before.forEach(old -> old.store().close());
        before.clear();
        Store present = store;
        store = null;
        if (present != null) {
            present.close();
        }
    }
}
