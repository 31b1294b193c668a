package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A further name that a rule gives to the entries of its cache ({@code tags:}), bound to one method: the name itself, for
 * exact evictions, and the tag of each pattern that may cover it. Immutable; any thread.
 */
final class NamePlan {
    private final List<SegmentPlan> segments;
    private final List<TagPlan> patterns;
    private final boolean many;

    private NamePlan(List<SegmentPlan> segments, List<TagPlan> patterns) {
        this.segments = List.copyOf(segments);
        this.patterns = List.copyOf(patterns);
        this.many = segments.stream().anyMatch(SegmentPlan::many);
    }

    /** Null, once it is checked, for a name that needs the result: see {@link CacheKeys#wholly}. */
    static @Nullable NamePlan compile(
            Template tag, Collection<Pattern> patterns, HoleCompiler holes, Set<Integer> secrets)
            throws TemplateException {
        List<SegmentPlan> segments = new ArrayList<>();
        for (Template.Segment segment : tag.segments()) {
            segments.add(SegmentPlan.compile(segment, holes, secrets));
        }
        if (tag.needsResult()) {
            return null;
        }
        List<TagPlan> covering = new ArrayList<>();
        for (Pattern pattern : Matching.distinct(patterns, tag.segments())) {
            covering.add(TagPlan.compile(pattern, segments));
        }
        return new NamePlan(segments, covering);
    }

    /** Adds the tags of one call. */
    void collect(@Nullable Object self, @Nullable Object[] args, Set<String> into) throws KeyException {
        int[] ends = new int[segments.size()];
        if (!many) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < ends.length; i++) {
                out.append(i == 0 ? "" : ":");
                segments.get(i).write(out, self, args);
                ends[i] = out.length();
            }
            add(out.toString(), ends, into);
            return;
        }
        List<List<String>> texts = new ArrayList<>();
        long count = 1;
        for (SegmentPlan segment : segments) {
            List<String> own = segment.texts(SegmentPlan.WRITTEN, self, args, null);
            texts.add(segment.secret() ? own.stream().map(KeyText::hashed).toList() : own);
            count *= own.size();
            if (count > KeyPlan.MOST_TAGS) {
                throw new KeyException("more than " + KeyPlan.MOST_TAGS + " tags");
            }
        }
        for (int nth = 0; nth < count; nth++) {
            StringBuilder out = new StringBuilder();
            int left = nth;
            for (int i = 0; i < ends.length; i++) {
                List<String> own = texts.get(i);
                out.append(i == 0 ? "" : ":").append(own.get(left % own.size()));
                left /= own.size();
                ends[i] = out.length();
            }
            add(out.toString(), ends, into);
        }
    }

    private void add(String text, int[] ends, Set<String> into) {
        into.add(KeyText.shortened(text));
        for (TagPlan pattern : patterns) {
            String tag = pattern.constant() != null ? pattern.constant() : pattern.write(text, ends);
            if (tag != null) {
                into.add(tag);
            }
        }
    }
}
