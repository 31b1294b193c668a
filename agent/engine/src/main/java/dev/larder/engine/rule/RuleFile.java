package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one file says, each word for itself: what the files say together is not known yet.
 *
 * @param once places of the words that may stand in one of the files only
 * @param namesNamespace whether a namespace is written, even if it can't be read
 * @param profile name of the profile that is laid over, and its place; null where the file gives none
 */
record RuleFile(
        Origin at,
        Map<String, Origin> once,
        Layer settings,
        boolean namesNamespace,
        @Nullable Placed profile,
        Map<String, Layer> profiles,
        List<CacheDraft> caches,
        List<Group> groups,
        List<InvalidationDraft> invalidations) {

    private static final List<String> ONCE =
            List.of("store", "defaults", "profile", "profiles", "warm", "metrics", "log");
    private static final List<String> WORDS = List.of(
            "larder",
            "store",
            "defaults",
            "profile",
            "profiles",
            "warm",
            "metrics",
            "log",
            "caches",
            "groups",
            "invalidations");
    private static final List<String> PROFILE_WORDS = List.of("store", "defaults", "warm", "metrics", "log");
    private static final String PROFILE_EXAMPLE = "production: { defaults: { ttl: 10m } }";

    static @Nullable RuleFile read(Document document, Node.Mapping root, Origin at) {
        Section top = Section.of(document, root, at, "a rule file", "larder: 1", WORDS);
        if (top == null) {
            return null;
        }
        top.require("larder", "larder: 1 at the top: it is the version of the format");
        top.value("larder", "larder: 1", Quantity::format);
        Map<String, Origin> once = new LinkedHashMap<>();
        for (String word : ONCE) {
            Document.Entry entry = top.entry(word);
            if (entry != null) {
                once.put(word, entry.at());
            }
        }
        Map<String, Layer> profiles = new LinkedHashMap<>();
        boolean namespace = namesNamespace(top);
        for (Document.Entry entry : top.named("profiles", "profiles: { " + PROFILE_EXAMPLE + " }")) {
            document.checkName(entry);
            Section section = Section.of(
                    document,
                    entry.value(),
                    entry.at(),
                    "the profile " + Quoted.of(entry.name()),
                    PROFILE_EXAMPLE,
                    PROFILE_WORDS);
            if (section != null) {
                namespace |= namesNamespace(section);
                profiles.put(entry.name(), Layer.of(section));
            }
        }
        return new RuleFile(
                at,
                once,
                Layer.of(top),
                namespace,
                top.text("profile", "profile: production"),
                profiles,
                caches(document, top),
                GroupDraft.read(document, top),
                invalidations(document, top));
    }

    private static List<CacheDraft> caches(Document document, Section top) {
        List<CacheDraft> caches = new ArrayList<>();
        for (Document.Entry entry :
                top.named("caches", "caches: { post: { method: " + SelectorParser.EXAMPLE + " } }")) {
            if (document.problems().full()) {
                break;
            }
            document.checkName(entry);
            CacheDraft cache = CacheDraft.read(document, entry);
            if (cache != null) {
                caches.add(cache);
            }
        }
        return caches;
    }

    private static List<InvalidationDraft> invalidations(Document document, Section top) {
        List<InvalidationDraft> invalidations = new ArrayList<>();
        for (Node node : top.items(
                "invalidations",
                "invalidations: [ { method: " + SelectorParser.EXAMPLE + ", evict: [\"post:{id}\"] } ]")) {
            if (document.problems().full()) {
                break;
            }
            InvalidationDraft invalidation = InvalidationDraft.read(document, node);
            if (invalidation != null) {
                invalidations.add(invalidation);
            }
        }
        return invalidations;
    }

    private static boolean namesNamespace(Section section) {
        Document.Entry store = section.entry("store");
        return store != null
                && (!(store.value() instanceof Node.Mapping mapping)
                        || mapping.pairs().stream()
                                .anyMatch(pair -> pair.key() instanceof Node.Scalar key
                                        && key.value().equals("namespace")));
    }
}
