package dev.larder.engine.key;

import java.util.List;

/**
 * Text with holes, {@code user:{authorId}:posts:{page}}, split at its {@code :} into segments.
 *
 * @param text as it was written
 */
public record Template(String text, List<Segment> segments) {

    public Template {
        segments = List.copyOf(segments);
    }

    /** Whether only the end of a call tells the text. */
    boolean needsResult() {
        return segments.stream()
                .anyMatch(segment ->
                        segment.parts().stream().anyMatch(part -> part instanceof Hole hole && hole.ofResult()));
    }

    /** One segment: literal text and holes that follow each other; never empty. */
    public record Segment(List<Part> parts) {
        public Segment {
            parts = List.copyOf(parts);
        }
    }

    public sealed interface Part permits Literal, Hole {}

    public record Literal(String text) implements Part {}
}
