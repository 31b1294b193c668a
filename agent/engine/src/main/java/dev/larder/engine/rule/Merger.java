package dev.larder.engine.rule;

import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Quoted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rules of what the files say each for themselves, the profile, and the settings from outside. */
final class Merger {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final int JITTER_PERCENT = 10;
    private static final Duration BUDGET = Duration.ofMillis(50);
    private static final String HOST = "127.0.0.1";
    private static final int PORT = 9464;

    private final Variables variables;
    private final Map<String, String> overrides;
    private final Problems problems;
    private final Problems warnings;

    Merger(Variables variables, Map<String, String> overrides, Problems problems, Problems warnings) {
        this.variables = variables;
        this.overrides = overrides;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Null, with the problem added, where no rules come of them; other problems may have been added as well. */
    @Nullable
    Rules merge(List<RuleFile> files) {
        onceOnly(files);
        Layer settings = settings(files);
        StoreSettings store = store(settings, files);
        List<CacheRule> caches = caches(files, settings);
        List<Group> groups = new ArrayList<>();
        files.forEach(file -> groups.addAll(file.groups()));
        List<InvalidationDraft> drafts = expanded(files, groups);
        List<InvalidationRule> invalidations = invalidations(drafts, caches);
        if (store == null || !problems.isEmpty()) {
            return null;
        }
        Doubts doubts = new Doubts(warnings, caches);
        drafts.forEach(doubts::unmatched);
        doubts.neverEvicted(invalidations);
        return new Rules(
                store,
                new MetricsSettings(
                        settings.metrics() == null || settings.metrics(),
                        settings.host() != null ? settings.host() : HOST,
                        settings.port() != null ? settings.port() : PORT),
                caches,
                invalidations,
                groups,
                settings.warm() == null ? null : settings.warm().settings(),
                settings.log());
    }

    private List<InvalidationDraft> expanded(List<RuleFile> files, List<Group> groups) {
        Map<String, Group> known = new LinkedHashMap<>();
        Names names = new Names(problems);
        for (Group group : groups) {
            if (names.take(group.name(), group.at())) {
                known.put(group.name(), group);
            }
        }
        return files.stream()
                .flatMap(file -> file.invalidations().stream())
                .map(draft -> draft.expanded(known, problems))
                .toList();
    }

    private void onceOnly(List<RuleFile> files) {
        Map<String, Origin> seen = new HashMap<>();
        for (RuleFile file : files) {
            file.once().forEach((word, at) -> {
                Origin before = seen.putIfAbsent(word, at);
                if (before != null) {
                    problems.add(
                            at,
                            Quoted.of(word) + " stands at " + before
                                    + " already. It may stand in one of the files only: put the" + " two together");
                }
            });
        }
    }

    private Layer settings(List<RuleFile> files) {
        Layer settings = Layer.EMPTY;
        Map<String, Layer> profiles = new LinkedHashMap<>();
        Placed profile = null;
        for (RuleFile file : files) {
            settings = file.settings().over(settings);
            profiles.putAll(file.profiles());
            profile = file.profile() != null ? file.profile() : profile;
        }
        Layer laid = profile(profiles, profile);
        return Layer.of(overrides, problems).over(laid.over(settings));
    }

    private Layer profile(Map<String, Layer> profiles, @Nullable Placed ofFile) {
        String override = overrides.getOrDefault("profile", "");
        String chosen = !override.isEmpty() || ofFile == null ? override : ofFile.text();
        Layer layer = profiles.get(chosen);
        if (layer != null || chosen.isEmpty() || profiles.isEmpty()) {
            return layer == null ? Layer.EMPTY : layer;
        }
        problems.add(
                override.isEmpty() && ofFile != null ? ofFile.origin() : Origin.whole("setting profile"),
                "There is no profile " + Quoted.of(chosen) + " below profiles:. There are "
                        + String.join(", ", profiles.keySet()) + "." + guess(chosen, profiles.keySet()));
        return Layer.EMPTY;
    }

    private static String guess(String word, Set<String> words) {
        String nearest = Nearest.of(word, words);
        return nearest == null ? "" : " Did you mean '" + nearest + "'?";
    }

    private @Nullable StoreSettings store(Layer settings, List<RuleFile> files) {
        String namespace = settings.namespace();
        if (namespace == null && files.stream().noneMatch(RuleFile::namesNamespace)) {
            problems.add(
                    place(files),
                    "The namespace is missing: it begins all keys in Redis, so that applications don't meet there. Write"
                            + " store: { namespace: blog }");
        }
        String url = settings.url();
        if (url == null) {
            try {
                url = StoreUrl.ofEnvironment(variables);
            } catch (SyntaxException wrong) {
                problems.add(place(files), String.valueOf(wrong.getMessage()));
            }
        }
        if (namespace == null || url == null) {
            return null;
        }
        Duration budget = settings.budget() != null ? settings.budget() : BUDGET;
        return new StoreSettings(
                namespace,
                url,
                settings.cluster() != null && settings.cluster(),
                budget,
                settings.writeBudget() != null ? settings.writeBudget() : StoreSettings.writeBudget(budget),
                settings.safety().settings());
    }

    /** Where the store is written, or should be. */
    private static Origin place(List<RuleFile> files) {
        for (RuleFile file : files) {
            Origin store = file.once().get("store");
            if (store != null) {
                return store;
            }
        }
        return files.get(0).at();
    }

    private List<CacheRule> caches(List<RuleFile> files, Layer settings) {
        Duration ttl = settings.ttl() != null ? settings.ttl() : TTL;
        int jitter = settings.jitterPercent() != null ? settings.jitterPercent() : JITTER_PERCENT;
        boolean autoOff = settings.autoOff() == null || settings.autoOff();
        List<CacheRule> caches = new ArrayList<>();
        files.forEach(file -> file.caches().forEach(draft -> caches.add(draft.rule(ttl, jitter, autoOff))));
        return caches;
    }

    /** Checks on the way that no two rules have one name: it is the metric label, and what commands are given. */
    private List<InvalidationRule> invalidations(List<InvalidationDraft> drafts, List<CacheRule> caches) {
        Names names = new Names(problems);
        caches.forEach(cache -> names.take(cache.name(), cache.at()));
        List<InvalidationRule> invalidations = new ArrayList<>();
        for (InvalidationDraft draft : drafts) {
            String name = draft.name() != null ? draft.name() : "invalidation-" + (invalidations.size() + 1);
            names.take(name, draft.named());
            invalidations.add(draft.rule(name));
        }
        return invalidations;
    }
}
