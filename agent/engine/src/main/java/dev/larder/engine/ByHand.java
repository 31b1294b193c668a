package dev.larder.engine;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Quoted;
import dev.larder.engine.key.SoughtKeys;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.key.TypedPattern;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.Group;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evictions that a person asks for, by the same protocol as those of the application: leases and loads under way are
 * refused as well. Immutable; any thread.
 */
public final class ByHand {
    private static final String TAG = "tag:";
    private static final String GROUP = "group:";
    /** The problem that is said where evictions are remembered, since the store can't be reached now. */
    public static final String REMEMBERED =
            "the store can't be reached: what could not be evicted is remembered by this process, and evicted as soon as"
                    + " the store is back";

    private final Rules rules;
    private final Store store;
    private final List<CacheKeys> caches;
    private final List<Pattern> patterns;

    public ByHand(Rules rules, Store store) {
        this.rules = rules;
        this.store = store;
        this.caches = rules.caches().stream().map(CacheRule::keys).toList();
        this.patterns = rules.invalidations().stream()
                .flatMap(rule -> rule.evict().stream())
                .toList();
    }

    /**
     * What came of it.
     *
     * @param evicted what was evicted, in words, in the order in which it was named
     * @param removed keys that held something and are gone: those that were named, and those that were found by looking;
     *     what a tag makes invalid at once isn't counted
     * @param problems what was not done, and why, in words for whoever asked; empty where all was
     */
    public record Report(List<String> evicted, long removed, List<String> problems) {
        public Report {
            evicted = List.copyOf(evicted);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Evicts what each of the words names: a key ({@code post:7}), a pattern ({@code user:7:*}), a tag
     * ({@code tag:news}), or a group of the rules ({@code group:user(id=7)}). Where one of them can't be read nothing is
     * evicted.
     */
    public Report evict(List<String> words) {
        List<String> problems = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        for (String word : words) {
            try {
                orders.addAll(orders(word));
            } catch (TemplateException unreadable) {
                problems.add(Quoted.of(word) + ": " + unreadable.getMessage());
            }
        }
        if (words.isEmpty()) {
            problems.add("nothing is named: write keys such as post:7, patterns such as posts:*, tag:NAME or"
                    + " group:NAME(id=7)");
        }
        if (!problems.isEmpty()) {
            return new Report(List.of(), 0, problems);
        }
        List<String> evicted = new ArrayList<>();
        long removed = 0;
        for (Order order : orders) {
            removed += carryOut(order, evicted, problems);
        }
        return finished(evicted, removed, problems);
    }

    /**
     * Evicts everything of one cache, or of all that the rules name. What was stored is invalid from now on, and leaves
     * the store as it runs out.
     *
     * @param cache null for all of them
     */
    public Report clear(@Nullable String cache) {
        List<String> names = caches.stream().map(CacheKeys::cacheName).toList();
        if (cache != null && !names.contains(cache)) {
            return new Report(
                    List.of(),
                    0,
                    List.of("there is no cache " + Quoted.of(cache) + " in the rules." + Nearest.hint(cache, names)));
        }
        if (names.isEmpty()) {
            return new Report(List.of(), 0, List.of("the rules have no caches, so there is nothing to clear"));
        }
        List<String> cleared = cache == null ? names : List.of(cache);
        Set<String> tags = new LinkedHashSet<>();
        cleared.forEach(name -> tags.add(CacheKeys.tag(name)));
        store.evict(new Targets(Set.of(), tags, tags), 0);
        return finished(cleared, 0, new ArrayList<>());
    }

    private Report finished(List<String> evicted, long removed, List<String> problems) {
        if (store.pendingEvictions() > 0 && !problems.contains(REMEMBERED)) {
            problems.add(REMEMBERED);
        }
        return new Report(evicted, removed, problems);
    }

    /** @param tag whether a name that entries carry is meant, beside the key of the same text */
    private record Order(String word, TypedPattern pattern, boolean tag) {}

    private List<Order> orders(String word) throws TemplateException {
        if (word.startsWith(GROUP) && word.endsWith(")") && word.indexOf('(') > 0) {
            return group(word);
        }
        if (word.startsWith(TAG)) {
            TypedPattern tag = TypedPattern.read(word.substring(TAG.length()));
            if (!tag.exact()) {
                throw new TemplateException("A tag is a name, so it can't hold *. Write the pattern without tag:");
            }
            // Keys may begin with tag: as well
            TypedPattern key = TypedPattern.read(word);
            return key.reach(caches, patterns).caches().isEmpty()
                    ? List.of(new Order(word, tag, true))
                    : List.of(new Order(word, tag, true), new Order(word, key, false));
        }
        return List.of(new Order(word, TypedPattern.read(word), false));
    }

    private List<Order> group(String word) throws TemplateException {
        String name = word.substring(GROUP.length(), word.indexOf('('));
        Group group = rules.groups().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
        if (group == null) {
            List<String> names = rules.groups().stream().map(Group::name).toList();
            throw new TemplateException(
                    "There is no group " + Quoted.of(name) + " in the rules." + Nearest.hint(name, names));
        }
        Map<String, String> values = values(word.substring(word.indexOf('(') + 1, word.length() - 1));
        if (!values.keySet().equals(group.parameters())) {
            throw new TemplateException("The group " + name + " takes "
                    + (group.parameters().isEmpty() ? "nothing" : String.join(", ", group.parameters()))
                    + ". Write " + GROUP + name + "("
                    + String.join(
                            ", ",
                            group.parameters().stream().map(one -> one + "=...").toList())
                    + ")");
        }
        List<Order> orders = new ArrayList<>();
        for (Pattern pattern : group.patterns()) {
            TypedPattern filled = TypedPattern.of(pattern, values);
            orders.add(new Order(filled.text(), filled, false));
        }
        return orders;
    }

    private static Map<String, String> values(String arguments) throws TemplateException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments.isBlank() ? new String[0] : arguments.split(",", -1)) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? "" : argument.substring(0, equals).trim();
            if (name.isEmpty()
                    || values.put(name, argument.substring(equals + 1).trim()) != null) {
                throw new TemplateException("An argument is a name, = and a value, once each. Write group:user(id=7)");
            }
        }
        return values;
    }

    private long carryOut(Order order, List<String> evicted, List<String> problems) {
        TypedPattern.Reach reach = order.pattern().reach(caches, patterns);
        Set<String> tags = new LinkedHashSet<>(reach.tags());
        if (order.tag()) {
            if (tags.isEmpty()) {
                problems.add(Quoted.of(order.word()) + ": no cache of the rules has such a tag");
                return 0;
            }
            store.evict(new Targets(Set.of(), tags, reach.caches()), 0);
            evicted.add(order.word());
            return 0;
        }
        long removed = holding(reach.keys());
        // Where keys are sought this draws a new number in the order of evictions, so that what is loaded in a
        // transaction that is open now isn't stored when its key has been passed by
        store.evict(new Targets(reach.keys(), tags, reach.caches()), 0);
        SoughtKeys sought = reach.sought();
        try {
            removed += sought == null ? 0 : sweep(sought, reach.caches());
            evicted.add(order.word());
        } catch (StoreException away) {
            problems.add(Quoted.of(order.word()) + " is not evicted, or not all of it: " + away.getMessage());
        }
        return removed;
    }

    private long holding(Set<String> keys) {
        try {
            return store.inspection().outlines(List.copyOf(keys), false).stream()
                    .filter(Inspection.Outline::holdsAnything)
                    .count();
        } catch (StoreException away) {
            // Only the count is lost: the eviction itself is remembered
            return 0;
        }
    }

    private long sweep(SoughtKeys sought, Set<String> reached) throws StoreException {
        Inspection inspection = store.inspection();
        long[] removed = {0};
        inspection.keys(sought.glob(), batch -> {
            List<String> covered = batch.stream().filter(sought::contains).toList();
            Set<String> holding = new LinkedHashSet<>();
            for (Inspection.Outline outline : inspection.outlines(covered, false)) {
                if (outline.holdsAnything()) {
                    holding.add(outline.key());
                }
            }
            if (!holding.isEmpty()) {
                store.evict(new Targets(holding, Set.of(), reached), 0);
                removed[0] += holding.size();
            }
            return true;
        });
        return removed[0];
    }
}
