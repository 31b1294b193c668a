package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * From the text of a rule file to YAML nodes, which know their places. Nodes and no more: no object is ever constructed
 * from what a file says.
 */
final class Composition {
    /** The grammar needs six. */
    private static final int DEEPEST = 20;

    private static final int MOST_ALIASES = 50;

    private static final String NO_TAGS =
            "Rule files use no YAML tags. Write the value without its !, or a text in quotes";

    /** How much of SnakeYAML's own words is shown. */
    private static final int LONGEST = 120;

    private final Parser parser;
    private final RuleText text;
    private final Problems problems;
    private final Map<String, @Nullable Node> anchors = new HashMap<>(); // null while the node isn't whole
    private int aliases;

    private Composition(Parser parser, RuleText text, Problems problems) {
        this.parser = parser;
        this.text = text;
        this.problems = problems;
    }

    /** The file's mapping, or null, with the problem added. */
    static Node.@Nullable Mapping of(RuleText text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        Node root;
        try {
            Parser parser = new ParserImpl(new StreamReader(text.text()), options);
            root = new Composition(parser, text, problems).document();
        } catch (Unreadable wrong) {
            problems.add(wrong.at, String.valueOf(wrong.getMessage()));
            return null;
        } catch (MarkedYAMLException wrong) {
            Mark mark = wrong.getProblemMark() != null ? wrong.getProblemMark() : wrong.getContextMark();
            problems.add(mark == null ? text.at(0) : text.at(mark), words(wrong));
            return null;
        } catch (YAMLException wrong) {
            problems.add(
                    text.at(0),
                    "This is not YAML that can be read (" + Quoted.plain(String.valueOf(wrong.getMessage()), LONGEST)
                            + "). Write it more plainly");
            return null;
        }
        if (root == null) {
            problems.add(text.at(0), "This file holds nothing but comments. Begin it with larder: 1");
            return null;
        }
        if (root instanceof Node.Mapping mapping) {
            return mapping;
        }
        problems.add(
                text.at(root), "A rule file holds words with values, one below the other. Begin it with larder: 1");
        return null;
    }

    /** The one document of the stream; null where there is none. */
    private @Nullable Node document() throws Unreadable {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return null;
        }
        parser.getEvent();
        Node root = node(0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw new Unreadable(
                    at(parser.peekEvent()),
                    "A second YAML document begins here. Write one document a file; several files can stand in one"
                            + " directory");
        }
        return root;
    }

    private Node node(int depth) throws Unreadable {
        Event event = parser.getEvent();
        if (event instanceof AliasEvent alias) {
            return named(alias);
        }
        if (depth == DEEPEST) {
            throw new Unreadable(
                    text.at(0), "This file nests deeper than " + DEEPEST + " levels, which no rule needs. Flatten it");
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, null);
        }
        Node node =
                event instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) event, depth);
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node scalar(ScalarEvent event) {
        noTag(event.getTag(), event);
        return new Node.Scalar(event.getValue(), event.getScalarStyle(), event.getStartMark());
    }

    private Node collection(CollectionStartEvent event, int depth) throws Unreadable {
        noTag(event.getTag(), event);
        if (event instanceof MappingStartEvent) {
            List<Node.Pair> pairs = new ArrayList<>();
            while (!parser.checkEvent(Event.ID.MappingEnd)) {
                Node key = node(depth + 1);
                pairs.add(new Node.Pair(key, node(depth + 1)));
            }
            parser.getEvent();
            return new Node.Mapping(pairs, event.isFlow(), event.getStartMark());
        }
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        parser.getEvent();
        return new Node.Sequence(items, event.getStartMark());
    }

    private Node named(AliasEvent alias) throws Unreadable {
        String name = alias.getAnchor();
        Node node = anchors.get(name);
        if (node == null) {
            throw new Unreadable(
                    at(alias),
                    anchors.containsKey(name)
                            ? "The YAML alias " + Quoted.of(name) + " stands within what it names. Write the value out"
                            : "The YAML alias " + Quoted.of(name) + " names nothing. Put a value that begins with *"
                                    + " into quotes: \"*:posts\"");
        }
        if (!(node instanceof Node.Scalar) && ++aliases > MOST_ALIASES) {
            throw new Unreadable(
                    text.at(0), "This file uses more than " + MOST_ALIASES + " YAML aliases. Write the values out");
        }
        return node;
    }

    private void noTag(@Nullable String tag, Event event) {
        if (tag != null) {
            problems.add(at(event), NO_TAGS);
        }
    }

    private Origin at(Event event) {
        return text.at(event.getStartMark());
    }

    /** What no reader of the rest could make up for. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Origin at;

        Unreadable(Origin at, String message) {
            super(message);
            this.at = at;
        }
    }

    private static String words(MarkedYAMLException wrong) {
        String problem = String.valueOf(wrong.getProblem());
        String context = wrong.getContext() == null ? "" : wrong.getContext() + ": ";
        if (problem.contains("TAB")) {
            return "A tab can't indent YAML, nor begin a value. Use blanks";
        } else if (problem.contains("tag")) {
            return NO_TAGS;
        }
        String advice;
        if (problem.contains("mapping values are not allowed")) {
            advice = "A colon and a blank stand where no word can. Look at the indentation, and put a value that holds"
                    + " ': ' into quotes";
        } else if (context.contains("alias")) {
            advice = "A value that begins with * is an alias in YAML. Put it into quotes: \"*:posts\"";
        } else if (problem.contains("cannot start any token")) {
            advice = "Put a value that begins with such a character into quotes";
        } else if (problem.contains("<block end>")) {
            advice = "Look at the indentation of this line and of the one above";
        } else if (context.contains("flow")) {
            advice = "Look for a comma, bracket or brace that is missing; a value with { } in it stands in quotes here";
        } else {
            advice = "Look at this line and the one above";
        }
        return "This is not YAML (" + Quoted.plain(context + problem, LONGEST) + "). " + advice;
    }
}
