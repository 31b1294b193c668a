package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * From the text of a rule file to YAML nodes, which know their places. Nodes and no more: no object is ever constructed
 * from what a file says.
 */
final class Composition {
    /** The grammar needs six. */
    private static final int DEEPEST = 20;

    private static final int MOST_ALIASES = 50;

    /** How much of SnakeYAML's own words is shown. */
    private static final int LONGEST = 120;

    private Composition() {}

    /** The file's mapping, or null, with the problem added. */
    static @Nullable MappingNode of(RuleText text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        Node root;
        try {
            StreamReader reader = new StreamReader(text.text());
            root = new Composer(new ParserImpl(reader, options), new Texts(), options).getSingleNode();
        } catch (MarkedYAMLException wrong) {
            Mark mark = wrong.getProblemMark() != null ? wrong.getProblemMark() : wrong.getContextMark();
            problems.add(mark == null ? text.at(0) : text.at(mark), words(wrong));
            return null;
        } catch (YAMLException wrong) {
            problems.add(text.at(0), limit(String.valueOf(wrong.getMessage())));
            return null;
        }
        if (root == null) {
            problems.add(text.at(0), "This file holds nothing but comments. Begin it with larder: 1");
            return null;
        }
        if (root instanceof MappingNode mapping) {
            return mapping;
        }
        problems.add(
                text.at(root), "A rule file holds words with values, one below the other. Begin it with larder: 1");
        return null;
    }

    private static String words(MarkedYAMLException wrong) {
        String problem = String.valueOf(wrong.getProblem());
        String context = wrong.getContext() == null ? "" : wrong.getContext() + ": ";
        if (problem.contains("TAB")) {
            return "A tab can't indent YAML, nor begin a value. Use blanks";
        } else if (problem.contains("tag")) {
            return Document.NO_TAGS;
        } else if (problem.contains("another document")) {
            return "A second YAML document begins here. Write one document a file; several files can stand in one"
                    + " directory";
        }
        String advice;
        if (problem.contains("mapping values are not allowed")) {
            advice = "A colon and a blank stand where no word can. Look at the indentation, and put a value that holds"
                    + " ': ' into quotes";
        } else if (problem.contains("undefined alias") || context.contains("alias")) {
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

    private static String limit(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("depth")) {
            return "This file nests deeper than " + DEEPEST + " levels, which no rule needs. Flatten it";
        }
        if (words.contains("alias")) {
            return "This file uses more than " + MOST_ALIASES + " YAML aliases. Write the values out";
        }
        return "This is not YAML that can be read (" + Quoted.plain(message, LONGEST) + "). Write it more plainly";
    }

    /**
     * Takes what stands there plainly for text, unless it is nothing or a merge: the grammar itself knows what is a number or a
     * truth, and YAML's rules for them are regular expressions that would be tried on each word of the rules.
     */
    private static final class Texts extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            // None
        }

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            if (kind != NodeId.scalar) {
                return super.resolve(kind, value, implicit);
            }
            return switch (implicit ? value : "text") {
                case "", "~", "null", "Null", "NULL" -> Tag.NULL;
                case "<<" -> Tag.MERGE;
                default -> Tag.STR;
            };
        }
    }
}
