package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules alone tell of the keys of a cache, for those who evict them before its method may even be loaded.
 *
 * @param cacheName the cache's tag is {@code @} and this name
 * @param key null for the default key: the cache's name and all arguments
 * @param parameterTypes of the cached method as its selector writes them, null where it doesn't
 * @param parameterNames beside the types; null elements where the selector gives none
 */
public record CacheKeys(
        String cacheName,
        @Nullable Template key,
        @Nullable List<String> parameterTypes,
        List<@Nullable String> parameterNames) {

    public CacheKeys {
        parameterTypes = parameterTypes == null ? null : List.copyOf(parameterTypes);
        parameterNames = new ArrayList<>(parameterNames);
    }

    /** The tag that every entry of the cache carries. */
    public static String tag(String cacheName) {
        StringBuilder tag = new StringBuilder("@");
        KeyText.escape(tag, cacheName, false);
        return tag.toString();
    }

    /** The key as segments; the default key with one for each of {@code parameters}. */
    static List<Template.Segment> segments(String cacheName, @Nullable Template key, int parameters) {
        if (key != null) {
            return key.segments();
        }
        List<Template.Segment> segments = new ArrayList<>();
        segments.add(new Template.Segment(List.of(new Template.Literal(cacheName))));
        for (int i = 0; i < parameters; i++) {
            String index = Integer.toString(i);
            segments.add(new Template.Segment(List.of(new Hole(index, index, List.of()))));
        }
        return segments;
    }

    /** False only if the pattern covers no key of this cache, whatever the calls. */
    public boolean mayMatch(Pattern pattern) {
        return Matching.possible(pattern, segmentsFor(pattern));
    }

    /** The segments as a pattern may meet them: where the number of parameters is unknown, as many as it needs. */
    List<Template.Segment> segmentsFor(Pattern pattern) {
        return segments(
                cacheName,
                key,
                parameterTypes != null
                        ? parameterTypes.size()
                        : Math.max(1, pattern.elements().size()) - 1);
    }

    /** Whether all holes of the segment are known to write plain text ({@link KeyText}). */
    boolean closed(Template.Segment segment) {
        for (Template.Part part : segment.parts()) {
            if (part instanceof Hole hole && !closed(hole)) {
                return false;
            }
        }
        return true;
    }

    private boolean closed(Hole hole) {
        if (parameterTypes == null || !hole.steps().isEmpty()) {
            return false;
        }
        int index = parameterNames.indexOf(hole.root());
        if (index < 0 && Step.index(hole.root())) {
            index = Integer.parseInt(hole.root());
        }
        return index >= 0 && index < parameterTypes.size() && Scalars.closedName(parameterTypes.get(index));
    }
}
