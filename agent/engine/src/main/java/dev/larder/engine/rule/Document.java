package dev.larder.engine.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule file while it is read: its nodes are taken apart here, and what is wrong with their kind is said here.
 * Whatever can't be read is null, with its problem added, so that readers go on and find the other errors too.
 */
final class Document {
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
        if (!(node instanceof Node.Scalar scalar)) {
            // {id} without quotes is a mapping to YAML: the commonest slip with templates
            boolean hole = node instanceof Node.Mapping mapping && mapping.flow();
            problems.add(
                    at(node),
                    "One text is expected in " + what + (hole ? ", and text with { } stands in quotes" : "")
                            + ". Write " + example);
            return null;
        }
        if (absent(scalar)) {
            missing(node, what, example);
            return null;
        }
        try {
            return new Placed(text, scalar, variables.fill(scalar.value()));
        } catch (SyntaxException wrong) {
            problems.add(text.at(scalar, wrong.offset()), String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /** The values of a list; null where the node is no list. */
    @Nullable
    List<Node> list(Node node, String what, String example) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
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
        if (!(node instanceof Node.Mapping mapping)) {
            if (absent(node)) {
                missing(node, what, example);
            } else {
                problems.add(at(node), "Words with values are expected in " + what + ". Write " + example);
            }
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        Names names = new Names(problems);
        for (Node.Pair pair : mapping.pairs()) {
            Node key = pair.key();
            if (problems.full()) {
                break;
            }
            if (!(key instanceof Node.Scalar word)) {
                problems.add(at(key), "A word is expected here, and not a list or a mapping");
            } else if (word.merges()) {
                problems.add(at(key), "YAML's merging with << is not understood here. Write the words out");
            } else if (names.take(word.value(), at(key))) {
                entries.add(new Entry(word.value(), at(key), pair.value()));
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
        return node instanceof Node.Scalar scalar && scalar.absent();
    }
}
