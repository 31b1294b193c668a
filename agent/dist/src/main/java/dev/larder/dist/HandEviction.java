package dev.larder.dist;

import dev.larder.console.AgentControl.Removal;
import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person evicts through the agent's port. Keys and tags for now: patterns need a look at what is in the store. */
final class HandEviction {
    private static final String TAG = "tag:";

    private final Rules rules;
    private final Store store;

    HandEviction(Rules rules, Store store) {
        this.rules = rules;
        this.store = store;
    }

    Removal evict(List<String> words) {
        List<String> keys = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        List<String> evicted = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith(TAG)) {
                tags.add(word.substring(TAG.length()));
                evicted.add(word);
            } else if (word.indexOf('*') >= 0) {
                problems.add(word + ": patterns can't be evicted by hand yet; clear the cache, or name keys");
            } else {
                keys.add(word);
                evicted.add(word);
            }
        }
        store.evict(keys, tags);
        return new Removal(evicted, keys.size(), problems);
    }

    Removal clear(@Nullable String cache) {
        List<String> names = rules.caches().stream()
                .map(CacheRule::name)
                .filter(name -> cache == null || name.equals(cache))
                .toList();
        if (names.isEmpty()) {
            return new Removal(List.of(), 0, List.of("there is no cache " + cache));
        }
        store.evict(List.of(), names.stream().map(CacheKeys::tag).toList());
        return new Removal(names, 0, List.of());
    }
}
