package dev.larder.engine.rule;

import dev.larder.engine.key.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invalidation as its file writes it.
 *
 * @param name null where the file gives none
 * @param named where the name stands, or else the rule
 */
record InvalidationDraft(
        @Nullable String name,
        Origin named,
        Selector method,
        List<Evicted> evict,
        List<GroupCall> groups,
        boolean enabled,
        Origin at) {

    /** A pattern and its place. */
    record Evicted(Pattern pattern, Origin at) {}

    private static final String EVICT = "evict: [\"post:{id}\", \"posts:*\"]";
    private static final String EXAMPLE = "{ method: " + SelectorParser.EXAMPLE + ", " + EVICT + " }";
    private static final List<String> WORDS = List.of("name", "method", "exclude", "evict", "enabled");

    /** Null where the invalidation can't be read. */
    static @Nullable InvalidationDraft read(Document document, Node node) {
        Section section = Section.of(document, node, document.at(node), "an invalidation", EXAMPLE, WORDS);
        if (section == null) {
            return null;
        }
        Placed nameText = section.text("name", "name: post-saved");
        String name = nameText == null ? null : document.read(nameText, Naming::name);
        Selector selector = Selectors.read(document, section);
        section.require("evict", EVICT);
        List<Evicted> evict = new ArrayList<>();
        List<GroupCall> groups = new ArrayList<>();
        HoleNames names =
                selector == null || selector.parameters() == null ? null : new HoleNames(selector.parameters());
        notEmpty(section, document);
        for (Placed text : section.texts("evict", EVICT)) {
            evicted(text, names, document, evict, groups);
        }
        Boolean enabled = section.value("enabled", "enabled: false", Quantity::truth);
        if (selector == null) {
            return null;
        }
        return new InvalidationDraft(
                name,
                nameText == null ? section.at() : nameText.origin(),
                selector,
                evict,
                groups,
                !Boolean.FALSE.equals(enabled),
                section.at());
    }

    private static void notEmpty(Section section, Document document) {
        Document.Entry entry = section.entry("evict");
        if (entry != null
                && entry.value() instanceof Node.Sequence list
                && list.items().isEmpty()) {
            document.problems().add(entry.at(), "evict names nothing. Write " + EVICT);
        }
    }

    private static void evicted(
            Placed text, @Nullable HoleNames names, Document document, List<Evicted> evict, List<GroupCall> groups) {
        if (GroupCall.is(text.text())) {
            GroupCall call = document.read(text, ignored -> GroupCall.read(text));
            if (call == null) {
                return;
            }
            groups.add(call);
            for (String argument : call.arguments().values()) {
                // Its holes are those of this rule's method; those of the group are its own
                Pattern alone =
                        argument.startsWith("{") ? document.read(text, ignored -> argument(text, argument)) : null;
                if (alone != null && names != null) {
                    names.check(text, Templates.holes(Templates.segments(alone)), document.problems());
                }
            }
            return;
        }
        Pattern pattern = document.read(text, Templates::pattern);
        if (pattern == null) {
            return;
        }
        evict.add(new Evicted(pattern, text.origin()));
        Templates.warnOfFlatOnes(text, Templates.segments(pattern), document.warnings());
        if (names != null) {
            names.check(text, Templates.holes(Templates.segments(pattern)), document.problems());
        }
    }

    private static Pattern argument(Placed text, String argument) throws SyntaxException {
        try {
            return Templates.pattern(argument);
        } catch (SyntaxException wrong) {
            int at = Math.max(0, text.text().indexOf(argument));
            throw new SyntaxException(String.valueOf(wrong.getMessage()), at + wrong.offset());
        }
    }

    /** With the patterns of the groups that it names in their place. */
    InvalidationDraft expanded(Map<String, Group> known, Problems problems) {
        List<Evicted> all = new ArrayList<>(evict);
        for (GroupCall call : groups) {
            for (Pattern pattern : call.patterns(known, problems)) {
                all.add(new Evicted(pattern, call.written().origin()));
            }
        }
        return new InvalidationDraft(name, named, method, all, List.of(), enabled, at);
    }

    InvalidationRule rule(String finalName) {
        return new InvalidationRule(
                finalName, method, evict.stream().map(Evicted::pattern).toList(), enabled, at);
    }
}
