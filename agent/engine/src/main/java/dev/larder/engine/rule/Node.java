package dev.larder.engine.rule;

import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;

/**
 * What YAML text says, and where. Our own and not SnakeYAML's nodes: those load JDBC's classes and compile a dozen regular
 * expressions before the first, for types that no rule file has.
 */
sealed interface Node {

    /** Where it begins. */
    Mark start();

    /**
     * One text.
     *
     * @param style how it is written: what stands there plainly may mean something else than its characters
     */
    record Scalar(String value, ScalarStyle style, Mark start) implements Node {

        /** Whether it is YAML's word for nothing. */
        boolean absent() {
            return style == ScalarStyle.PLAIN
                    && switch (value) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }

        /** Whether, as the key of a mapping, it asks for another to be merged into that. */
        boolean merges() {
            return style == ScalarStyle.PLAIN && value.equals("<<");
        }
    }

    /** @param flow whether it stands in braces */
    record Mapping(List<Pair> pairs, boolean flow, Mark start) implements Node {}

    /** A key of a mapping, and its value. */
    record Pair(Node key, Node value) {}

    record Sequence(List<Node> items, Mark start) implements Node {}
}
