package dev.larder.engine.rule;

import dev.larder.engine.key.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * An invalidation as its file writes it.
 *
 * @param name null where the file gives none
 * @param named where the name stands, or else the rule
 */
record InvalidationDraft(
        @Nullable String name, Origin named, Selector method, List<Evicted> evict, boolean enabled, Origin at) {

    /** A pattern and its place. */
    record Evicted(Pattern pattern, Origin at) {}

    private static final String EVICT = "evict: [\"post:{id}\", \"posts:*\"]";
    private static final String EXAMPLE = "{ method: " + SelectorParser.EXAMPLE + ", " + EVICT + " }";
    private static final List<String> WORDS = List.of("name", "method", "evict", "enabled");

    /** Null where the invalidation can't be read. */
    static @Nullable InvalidationDraft read(Document document, Node node) {
        Section section = Section.of(document, node, document.at(node), "an invalidation", EXAMPLE, WORDS);
        if (section == null) {
            return null;
        }
        Placed nameText = section.text("name", "name: post-saved");
        String name = nameText == null ? null : document.read(nameText, Naming::name);
        section.require("method", "method: " + SelectorParser.EXAMPLE);
        Placed method = section.text("method", "method: " + SelectorParser.EXAMPLE);
        Selector selector =
                method == null ? null : document.read(method, text -> SelectorParser.parse(text, method.origin()));
        section.require("evict", EVICT);
        List<Evicted> evict = evict(section, selector, document);
        Boolean enabled = section.value("enabled", "enabled: false", Quantity::truth);
        if (selector == null) {
            return null;
        }
        return new InvalidationDraft(
                name,
                nameText == null ? section.at() : nameText.origin(),
                selector,
                evict,
                !Boolean.FALSE.equals(enabled),
                section.at());
    }

    private static List<Evicted> evict(Section section, @Nullable Selector selector, Document document) {
        Document.Entry entry = section.entry("evict");
        if (entry != null
                && entry.value() instanceof SequenceNode list
                && list.getValue().isEmpty()) {
            document.problems().add(entry.at(), "evict names nothing. Write " + EVICT);
        }
        List<Evicted> evict = new ArrayList<>();
        for (Placed text : section.texts("evict", EVICT)) {
            Pattern pattern = document.read(text, Templates::pattern);
            if (pattern == null) {
                continue;
            }
            evict.add(new Evicted(pattern, text.origin()));
            Templates.warnOfFlatOnes(text, Templates.segments(pattern), document.warnings());
            if (selector != null && selector.parameters() != null) {
                new HoleNames(selector.parameters()).check(text, Templates.segments(pattern), document.problems());
            }
        }
        return evict;
    }

    InvalidationRule rule(String finalName) {
        return new InvalidationRule(
                finalName, method, evict.stream().map(Evicted::pattern).toList(), enabled, at);
    }
}
