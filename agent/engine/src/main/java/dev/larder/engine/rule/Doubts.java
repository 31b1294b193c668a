package dev.larder.engine.rule;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Quoted;
import java.util.ArrayList;
import java.util.List;

/** What is legal in rules but most likely not meant, as far as caches and invalidations tell it together. */
final class Doubts {
    private final Problems warnings;
    private final List<CacheRule> caches;
    private final List<CacheKeys> keys;

    Doubts(Problems warnings, List<CacheRule> caches) {
        this.warnings = warnings;
        this.caches = caches;
        this.keys = caches.stream().map(CacheRule::keys).toList();
    }

    /** Warns of each pattern that covers no key of any cache, be it switched off or not. */
    void unmatched(InvalidationDraft invalidation) {
        // Without caches these are the rules of a program that only writes what another one caches
        if (caches.isEmpty()) {
            return;
        }
        List<Pattern> patterns = invalidation.evict().stream()
                .map(InvalidationDraft.Evicted::pattern)
                .toList();
        for (InvalidationDraft.Evicted evicted : invalidation.evict()) {
            Pattern pattern = evicted.pattern();
            Pattern below = below(pattern);
            // user:{id} and user:{id}:* are often written together, to be safe: one of the two is enough then
            boolean paired = patterns.stream()
                    .anyMatch(other -> met(other)
                            && (other.elements().equals(below.elements())
                                    || below(other).elements().equals(pattern.elements())));
            if (!met(pattern) && !paired) {
                warnings.add(
                        evicted.at(),
                        "No cache has keys that " + Quoted.of(pattern.text()) + " covers, so this evicts nothing."
                                + neighbours(pattern, below) + " Compare it with the key: of the cache that is meant");
            }
        }
    }

    private boolean met(Pattern pattern) {
        return keys.stream().anyMatch(cache -> cache.mayMatch(pattern));
    }

    /** {@code user:7:*} doesn't cover {@code user:7}, nor the other way round: the slips that are made most. */
    private String neighbours(Pattern pattern, Pattern below) {
        List<Pattern.Element> elements = pattern.elements();
        int last = elements.size() - 1;
        if (last > 0
                && elements.get(last) instanceof Pattern.Star
                && met(new Pattern(pattern.text(), elements.subList(0, last)))) {
            return " There are keys without the last segment, which a trailing * doesn't cover.";
        }
        return met(below) ? " There are longer keys, which a trailing :* would cover." : "";
    }

    /** All keys that have those of the pattern as their beginning. */
    private static Pattern below(Pattern pattern) {
        List<Pattern.Element> elements = new ArrayList<>(pattern.elements());
        elements.add(new Pattern.Star());
        return new Pattern(pattern.text() + ":*", elements);
    }

    /** Warns of each cache that no invalidation reaches: its values stay until their time is over. */
    void neverEvicted(List<InvalidationRule> invalidations) {
        for (int i = 0; i < caches.size(); i++) {
            CacheRule cache = caches.get(i);
            CacheKeys of = keys.get(i);
            if (cache.enabled() && !reached(of, invalidations)) {
                warnings.add(
                        cache.at(),
                        "Nothing evicts from the cache " + Quoted.of(cache.name())
                                + ": its values stay for their whole ttl, whatever is written. Add an invalidation, if"
                                + " something changes them");
            }
        }
    }

    private static boolean reached(CacheKeys keys, List<InvalidationRule> invalidations) {
        for (InvalidationRule rule : invalidations) {
            if (rule.enabled() && rule.evict().stream().anyMatch(keys::mayMatch)) {
                return true;
            }
        }
        return false;
    }
}
