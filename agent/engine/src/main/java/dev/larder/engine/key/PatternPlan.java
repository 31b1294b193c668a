package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pattern of an invalidation, bound to its method. Immutable; any thread. */
final class PatternPlan {
    private final Pattern pattern;

    /** Null for a star. */
    private final @Nullable SegmentPlan[] segments;

    /** For each segment, whether every cache that the pattern may match writes plain text there. */
    private final boolean[] closed;

    /** Of those caches: evicted as a whole where the pattern can't be evaluated. */
    private final List<String> cacheTags;

    private final boolean exact;
    private final boolean needsResult;

    private PatternPlan(Pattern pattern, @Nullable SegmentPlan[] segments, boolean[] closed, List<String> cacheTags) {
        this.pattern = pattern;
        this.segments = segments;
        this.closed = closed;
        this.cacheTags = cacheTags;
        this.exact = pattern.exact();
        boolean result = false;
        for (SegmentPlan segment : segments) {
            result |= segment != null && segment.needsResult();
        }
        this.needsResult = result;
    }

    /** @param caches those whose keys the pattern may match */
    static PatternPlan compile(
            Pattern pattern,
            List<CacheKeys> caches,
            Method method,
            List<? extends @Nullable String> names,
            MethodHandles.Lookup lookup)
            throws TemplateException {
        int size = pattern.elements().size();
        @Nullable SegmentPlan[] segments = new @Nullable SegmentPlan[size];
        boolean[] closed = new boolean[size];
        for (int i = 0; i < size; i++) {
            if (pattern.elements().get(i) instanceof Pattern.Bound bound) {
                segments[i] = SegmentPlan.compile(bound.segment(), method, names, lookup);
                closed[i] = true;
                for (CacheKeys cache : caches) {
                    closed[i] &= cache.closed(cache.segmentsFor(pattern).get(i));
                }
            }
        }
        List<String> tags = new ArrayList<>();
        for (CacheKeys cache : caches) {
            tags.add(CacheKeys.tag(cache.cacheName()));
        }
        return new PatternPlan(pattern, segments, closed, List.copyOf(tags));
    }

    boolean needsResult() {
        return needsResult;
    }

    void collect(
            String ruleName, @Nullable Object self, @Nullable Object[] args, @Nullable Object result, Evictions into) {
        try {
            for (String text : texts(self, args, result)) {
                (exact ? into.keys() : into.tags()).add(KeyText.shortened(text));
            }
        } catch (KeyException | RuntimeException | StackOverflowError | LinkageError e) {
            into.tags().addAll(cacheTags);
            into.widened()
                    .add(ruleName + ": '" + pattern.text() + "' widened to whole caches: "
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
            List<String> next = segment == null ? List.of("*") : segment.spellings(closed[i], self, args, result);
            List<String> longer = new ArrayList<>(texts.size() * next.size());
            for (String text : texts) {
                for (String more : next) {
                    longer.add(i == 0 ? more : text + ':' + more);
                }
            }
            if (longer.size() > Spellings.MOST) {
                throw new KeyException("too many ways to write the key");
            }
            texts = longer;
        }
        return texts;
    }
}
