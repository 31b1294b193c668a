package dev.larder.engine.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a key writes the tag of one pattern: the pattern's text, with this key's own segments in the places that the
 * pattern binds. Immutable; any thread.
 */
final class TagPlan {
    /** For each element of the pattern: true where it is a star. */
    private final boolean[] stars;

    /** For each element: the text that the key's segment must have, null where any will do. */
    private final @Nullable String[] wanted;

    private final @Nullable String constant;

    private TagPlan(boolean[] stars, @Nullable String[] wanted, @Nullable String constant) {
        this.stars = stars;
        this.wanted = wanted;
        this.constant = constant;
    }

    static TagPlan compile(Pattern pattern, List<SegmentPlan> key) {
        int size = pattern.elements().size();
        boolean[] stars = new boolean[size];
        @Nullable String[] wanted = new @Nullable String[size];
        StringBuilder constant = new StringBuilder();
        boolean changes = false;
        for (int i = 0; i < size; i++) {
            constant.append(i == 0 ? "" : ":");
            if (pattern.elements().get(i) instanceof Pattern.Bound bound) {
                String own = key.get(i).constant();
                constant.append(own);
                changes |= own == null;
                String literal = Matching.literal(bound.segment());
                if (own == null && literal != null) {
                    StringBuilder text = new StringBuilder();
                    KeyText.escape(text, literal, false);
                    wanted[i] = key.get(i).secret() ? KeyText.hashed(text.toString()) : text.toString();
                }
            } else {
                stars[i] = true;
                constant.append('*');
            }
        }
        return new TagPlan(stars, wanted, changes ? null : KeyText.shortened(constant.toString()));
    }

    /** The tag where it is the same for all keys, else null. */
    @Nullable
    String constant() {
        return constant;
    }

    /**
     * The tag of one key, null where the pattern doesn't cover it.
     *
     * @param text of the key, not shortened
     * @param ends of its segments
     */
    @Nullable
    String write(String text, int[] ends) {
        StringBuilder tag = new StringBuilder(32);
        for (int i = 0; i < stars.length; i++) {
            if (i > 0) {
                tag.append(':');
            }
            if (stars[i]) {
                tag.append('*');
                continue;
            }
            int start = i == 0 ? 0 : ends[i - 1] + 1;
            String must = wanted[i];
            if (must != null && (must.length() != ends[i] - start || !text.startsWith(must, start))) {
                return null;
            }
            tag.append(text, start, ends[i]);
        }
        return KeyText.shortened(tag.toString());
    }
}
