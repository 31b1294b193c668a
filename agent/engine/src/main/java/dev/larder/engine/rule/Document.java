package dev.larder.engine.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One rule file while it is read: its nodes are taken apart here, and what is wrong with their kind is said here.
 * Whatever can't be read is null, with its problem added, so that readers go on and find the other errors too.
 */
final class Document {
    static final String NO_TAGS = "Rule files use no YAML tags. Write the value without its !, or a text in quotes";

    private static final String STANDARD = "tag:yaml.org,2002:";

    private final RuleText text;
    private final Variables variables;
    private final Problems problems;
    private final Problems warnings;

    Document(RuleText text, Variables variables, Problems problems, Problems warnings) {
        this.text = text;
        this.variables = variables;
        this.problems = problems;
        this.warnings = warnings;
    }

    Problems problems() {
        return problems;
    }

    Problems warnings() {
        return warnings;
    }

    /** Makes something of a text; null where it can't be read. */
    <T> @Nullable T read(Placed text, TextReader<T> reader) {
        try {
            return reader.read(text.text());
        } catch (SyntaxException wrong) {
            problems.add(text, wrong);
            return null;
        }
    }

    Origin at(Node node) {
        return text.at(node);
    }

    /**
     * The text of a value, with its variables filled in.
     *
     * @param what the value's words for messages: {@code ttl}
     * @param example of the right form
     */
    @Nullable
    Placed scalar(Node node, String what, String example) {
        if (!(node instanceof ScalarNode scalar)) {
            // {id} without quotes is a mapping to YAML: the commonest slip with templates
            boolean hole = node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.FLOW;
            problems.add(
                    at(node),
                    "One text is expected in " + what + (hole ? ", and text with { } stands in quotes" : "")
                            + ". Write " + example);
            return null;
        }
        if (!scalar.getTag().startsWith(STANDARD) || scalar.getTag().equals(Tag.BINARY)) {
            problems.add(at(node), NO_TAGS);
            return null;
        }
        if (absent(scalar)) {
            missing(node, what, example);
            return null;
        }
        try {
            return new Placed(text, scalar, variables.fill(scalar.getValue()));
        } catch (SyntaxException wrong) {
            problems.add(text.at(scalar, wrong.offset()), String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /** The values of a list; null where the node is no list. */
    @Nullable
    List<Node> list(Node node, String what, String example) {
        if (node instanceof SequenceNode sequence && sequence.getTag().equals(Tag.SEQ)) {
            return sequence.getValue();
        }
        if (absent(node)) {
            missing(node, what, example);
        } else {
            problems.add(at(node), "A list is expected in " + what + ". Write " + example);
        }
        return null;
    }

    /** A name and what stands behind it. */
    record Entry(String name, Origin at, Node value) {}

    /** The entries of a mapping, each name once; null where the node is no mapping. */
    @Nullable
    List<Entry> entries(Node node, String what, String example) {
        if (!(node instanceof MappingNode mapping) || !mapping.getTag().equals(Tag.MAP)) {
            if (absent(node)) {
                missing(node, what, example);
            } else {
                problems.add(at(node), "Words with values are expected in " + what + ". Write " + example);
            }
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        Names names = new Names(problems);
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (problems.full()) {
                break;
            }
            if (!(key instanceof ScalarNode word)) {
                problems.add(at(key), "A word is expected here, and not a list or a mapping");
            } else if (word.getTag().equals(Tag.MERGE)) {
                problems.add(at(key), "YAML's merging with << is not understood here. Write the words out");
            } else if (names.take(word.getValue(), at(key))) {
                entries.add(new Entry(word.getValue(), at(key), tuple.getValueNode()));
            }
        }
        return entries;
    }

    /** Reports a name, chosen by the file's author, that can't be one. */
    void checkName(Entry entry) {
        try {
            Naming.name(entry.name());
        } catch (SyntaxException wrong) {
            problems.add(entry.at(), String.valueOf(wrong.getMessage()));
        }
    }

    private void missing(Node node, String what, String example) {
        problems.add(at(node), "The value of " + what + " is missing. Write " + example + ", or leave the word out");
    }

    private static boolean absent(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getTag().equals(Tag.NULL);
    }
}
