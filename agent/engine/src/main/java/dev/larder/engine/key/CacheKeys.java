package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules alone tell of the keys of a cache, for those who evict them before its method may even be loaded.
 *
 * @param cacheName the cache's tag is {@code @} and this name
 * @param key null for the default key: the cache's name and all arguments
 * @param tags further names of its entries, which patterns may cover as they do the key
 * @param secrets names of parameters that are never written in clear; each is one of {@code parameterNames}
 * @param parameterTypes of the cached method as its selector writes them, null where it doesn't
 * @param parameterNames beside the types; null elements where the selector gives none
 */
public record CacheKeys(
        String cacheName,
        @Nullable Template key,
        List<Template> tags,
        Set<String> secrets,
        @Nullable List<String> parameterTypes,
        List<@Nullable String> parameterNames) {

    public CacheKeys {
        tags = List.copyOf(tags);
        secrets = Set.copyOf(secrets);
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

    /** False only if the pattern covers neither key nor tag of this cache, whatever the calls. */
    public boolean mayMatch(Pattern pattern) {
        return !names(pattern).isEmpty() || wholly(pattern);
    }

    /** Key and tags, as segments, that the pattern may cover and that a call's arguments alone decide. */
    List<List<Template.Segment>> names(Pattern pattern) {
        List<List<Template.Segment>> names = new ArrayList<>();
        List<Template.Segment> own = segmentsFor(pattern);
        if (Matching.possible(pattern, own)) {
            names.add(own);
        }
        for (Template tag : tags) {
            if (!tag.needsResult() && Matching.possible(pattern, tag.segments())) {
                names.add(tag.segments());
            }
        }
        return names;
    }

    /** Whether the pattern may cover one of the tags. */
    boolean tagged(Pattern pattern) {
        return tags.stream().anyMatch(tag -> Matching.possible(pattern, tag.segments()));
    }

    /**
     * Whether the pattern may cover a tag that only the result of a call tells. Its generation would have to be read
     * before the load that makes it known: so such a pattern evicts the cache as a whole, more than it says and never
     * less.
     */
    boolean wholly(Pattern pattern) {
        return tags.stream().anyMatch(tag -> tag.needsResult() && Matching.possible(pattern, tag.segments()));
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

    /** Indexes of the parameters that are never written in clear. */
    Set<Integer> secretParameters() {
        Set<Integer> indexes = new HashSet<>();
        secrets.forEach(secret -> indexes.add(parameterNames.indexOf(secret)));
        return indexes;
    }

    /** Whether the segment tells of a secret, so that keys hold its hash. */
    boolean secret(Template.Segment segment) {
        Set<Integer> indexes = secrets.isEmpty() ? Set.of() : secretParameters();
        return !indexes.isEmpty()
                && segment.parts().stream()
                        .anyMatch(part -> part instanceof Hole hole && indexes.contains(parameter(hole)));
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
        int index = parameter(hole);
        return index >= 0 && index < parameterTypes.size() && Scalars.closedName(parameterTypes.get(index));
    }

    /** The parameter that the hole begins at, as far as the selector tells; negative where it doesn't. */
    private int parameter(Hole hole) {
        int index = parameterNames.indexOf(hole.root());
        return index < 0 && Step.index(hole.root()) ? Integer.parseInt(hole.root()) : index;
    }
}
