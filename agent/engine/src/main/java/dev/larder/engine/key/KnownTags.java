package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tags of an entry, told by its key alone: for people, who see the key in the store and not the call. */
public final class KnownTags {
    private KnownTags() {}

    /**
     * @param key as the store shows it
     * @param declared all patterns of the rules
     * @return in the order in which the entry records their generations; null where the key doesn't tell them, or is none
     *     of this cache
     */
    public static @Nullable List<String> of(CacheKeys cache, Collection<Pattern> declared, String key) {
        String[] own = key.split(":", -1);
        List<Template.Segment> segments = CacheKeys.segments(cache.cacheName(), cache.key(), own.length - 1);
        // A cache's own tags tell of arguments that the key may not hold
        if (!cache.tags().isEmpty() || KeyText.cut(key) || segments.size() != own.length) {
            return null;
        }
        List<String> changing = new ArrayList<>();
        List<String> fixed = new ArrayList<>();
        for (Pattern pattern : Matching.distinct(declared, segments)) {
            String tag = tag(pattern, cache, segments, own);
            if (tag != null) {
                (constant(pattern, segments) ? fixed : changing).add(KeyText.shortened(tag));
            }
        }
        changing.addAll(fixed);
        changing.add(CacheKeys.tag(cache.cacheName()));
        return changing;
    }

    private static boolean constant(Pattern pattern, List<Template.Segment> key) {
        for (int i = 0; i < pattern.elements().size(); i++) {
            if (pattern.elements().get(i) instanceof Pattern.Bound && Matching.literal(key.get(i)) == null) {
                return false;
            }
        }
        return true;
    }

    /** As {@link TagPlan} writes it; null where the pattern doesn't cover the key. */
    private static @Nullable String tag(
            Pattern pattern, CacheKeys cache, List<Template.Segment> segments, String[] own) {
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < pattern.elements().size(); i++) {
            tag.append(i == 0 ? "" : ":");
            if (!(pattern.elements().get(i) instanceof Pattern.Bound bound)) {
                tag.append('*');
                continue;
            }
            String wanted = Matching.literal(bound.segment());
            if (wanted != null && Matching.literal(segments.get(i)) == null) {
                StringBuilder text = new StringBuilder();
                KeyText.escape(text, wanted, false);
                String must = cache.secret(segments.get(i)) ? KeyText.hashed(text.toString()) : text.toString();
                if (!must.equals(own[i])) {
                    return null;
                }
            }
            tag.append(own[i]);
        }
        return tag.toString();
    }
}
