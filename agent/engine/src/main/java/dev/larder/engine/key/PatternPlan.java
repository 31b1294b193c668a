package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pattern of an invalidation, bound to its method. Immutable; any thread. */
final class PatternPlan {

    /**
     * How the caches that a pattern may cover write one of its segments.
     *
     * @param closed whether all of them write plain text there
     * @param clear whether one of them may write the text as it is
     * @param hashed whether one of them writes its hash, for it tells of a secret
     */
    private record Place(boolean closed, boolean clear, boolean hashed) {}

    private final Pattern pattern;

    /** Null for a star. */
    private final @Nullable SegmentPlan[] segments;

    private final Place[] places;

    /** Of those caches: evicted as a whole where the pattern can't be evaluated. */
    private final List<String> cacheTags;

    /** Evicted as a whole whatever the call: {@link CacheKeys#wholly}. */
    private final List<String> whole;

    private final boolean keys;
    private final boolean tags;
    private final boolean needsResult;

    private PatternPlan(
            Pattern pattern, @Nullable SegmentPlan[] segments, Place[] places, List<CacheKeys> met, boolean alone) {
        this.pattern = pattern;
        this.segments = segments;
        this.places = places;
        this.cacheTags =
                met.stream().map(cache -> CacheKeys.tag(cache.cacheName())).toList();
        this.whole = met.stream()
                .filter(cache -> cache.wholly(pattern))
                .map(cache -> CacheKeys.tag(cache.cacheName()))
                .toList();
        this.keys = pattern.exact();
        // A program that caches nothing itself evicts what another one caches, under names that it doesn't know
        this.tags = !keys || alone || met.stream().anyMatch(cache -> cache.tagged(pattern));
        this.needsResult = Arrays.stream(segments).anyMatch(segment -> segment != null && segment.needsResult());
    }

    /**
     * @param met caches that the pattern may cover something of
     * @param alone whether the rules have no caches at all
     */
    static PatternPlan compile(Pattern pattern, List<CacheKeys> met, boolean alone, HoleCompiler holes)
            throws TemplateException {
        int size = pattern.elements().size();
        @Nullable SegmentPlan[] segments = new @Nullable SegmentPlan[size];
        Place[] places = new Place[size];
        for (int i = 0; i < size; i++) {
            places[i] = place(pattern, met, i);
            if (pattern.elements().get(i) instanceof Pattern.Bound bound) {
                segments[i] = SegmentPlan.compile(bound.segment(), holes);
            }
        }
        return new PatternPlan(pattern, segments, places, met, alone);
    }

    private static Place place(Pattern pattern, List<CacheKeys> met, int index) {
        boolean closed = true;
        boolean clear = false;
        boolean hashed = false;
        for (CacheKeys cache : met) {
            for (List<Template.Segment> name : cache.names(pattern)) {
                Template.Segment segment = name.get(index);
                closed &= cache.closed(segment);
                boolean secret = cache.secret(segment);
                clear |= !secret;
                hashed |= secret;
            }
        }
        return new Place(closed, clear || !hashed, hashed);
    }

    boolean needsResult() {
        return needsResult;
    }

    List<String> cacheTags() {
        return cacheTags;
    }

    void collect(
            String ruleName, @Nullable Object self, @Nullable Object[] args, @Nullable Object result, Evictions into) {
        into.tags().addAll(whole);
        try {
            for (String text : texts(self, args, result)) {
                String shortened = KeyText.shortened(text);
                if (keys) {
                    into.keys().add(shortened);
                }
                if (tags) {
                    into.tags().add(shortened);
                }
            }
        } catch (KeyException | RuntimeException | StackOverflowError | LinkageError e) {
            into.tags().addAll(cacheTags);
            into.widened()
                    .add(ruleName + ": " + Quoted.of(pattern.text()) + " widened to whole caches: "
                            + (e instanceof KeyException
                                    ? e.getMessage()
                                    : e.getClass().getName()));
        }
    }

    private List<String> texts(@Nullable Object self, @Nullable Object[] args, @Nullable Object result)
            throws KeyException {
        List<String> texts = List.of("");
        for (int i = 0; i < segments.length; i++) {
            SegmentPlan segment = segments[i];
            List<String> next = segment == null ? List.of("*") : texts(segment, places[i], self, args, result);
            if ((long) texts.size() * next.size() > HolePlan.MOST) {
                throw new KeyException("there are too many ways to write the key");
            }
            List<String> longer = new ArrayList<>(texts.size() * next.size());
            for (String text : texts) {
                for (String more : next) {
                    longer.add(i == 0 ? more : text + ':' + more);
                }
            }
            texts = longer;
        }
        return texts;
    }

    private static List<String> texts(
            SegmentPlan segment, Place place, @Nullable Object self, @Nullable Object[] args, @Nullable Object result)
            throws KeyException {
        List<String> plain =
                segment.texts((value, hole) -> Spellings.of(value, hole, place.closed()), self, args, result);
        if (!place.hashed()) {
            return plain;
        }
        List<String> texts = new ArrayList<>(place.clear() ? plain : List.of());
        plain.forEach(text -> texts.add(KeyText.hashed(text)));
        return texts;
    }
}
