package dev.larder.engine.key;

import java.util.List;

/**
 * What an invalidation evicts: an exact key ({@code post:{post.id}}) or many ({@code user:{post.author.id}:*}). A
 * trailing {@code *} stands for one or more segments, elsewhere for exactly one.
 *
 * @param text as it was written
 */
public record Pattern(String text, List<Element> elements) {

    public Pattern {
        elements = List.copyOf(elements);
    }

    /** True where the pattern names one key and not many. */
    public boolean exact() {
        return elements.stream().noneMatch(Star.class::isInstance);
    }

    public sealed interface Element permits Star, Bound {}

    /** Any segment; in the last place any one or more segments. */
    public record Star() implements Element {}

    /** A segment whose text a call, or the rule itself, decides. */
    public record Bound(Template.Segment segment) implements Element {}
}
