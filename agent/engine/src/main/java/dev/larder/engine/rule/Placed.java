package dev.larder.engine.rule;

import org.jspecify.annotations.Nullable;

/**
 * A text that stands in a rule file, with its variables filled in, and the way back from each of its characters to where
 * it was written.
 */
final class Placed {
    private final RuleText file;
    private final Node.Scalar node;
    private final Variables.@Nullable Filled filled;

    Placed(RuleText file, Node.Scalar node, Variables.@Nullable Filled filled) {
        this.file = file;
        this.node = node;
        this.filled = filled;
    }

    String text() {
        return filled == null ? node.value() : filled.text();
    }

    /** Where the text begins. */
    Origin origin() {
        return file.at(node);
    }

    /** Where a character of {@link #text} was written, or the variable that it came from. */
    Origin origin(int offset) {
        return file.at(node, filled == null ? offset : filled.written(offset));
    }
}
