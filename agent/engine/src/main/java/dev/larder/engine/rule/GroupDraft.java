package dev.larder.engine.rule;

import dev.larder.engine.key.Hole;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Quoted;
import dev.larder.engine.key.TemplateParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the groups of a file. */
final class GroupDraft {
    static final String EXAMPLE = "groups: { user: [\"user:{id}\", \"user:{id}:*\"] }";

    private GroupDraft() {}

    static List<Group> read(Document document, Section top) {
        List<Group> groups = new ArrayList<>();
        for (Document.Entry entry : top.named("groups", EXAMPLE)) {
            document.checkName(entry);
            List<Node> nodes = document.list(entry.value(), "the group " + Quoted.of(entry.name()), EXAMPLE);
            if (nodes != null && nodes.isEmpty()) {
                document.problems().add(entry.at(), "This group names nothing. Write " + EXAMPLE);
            }
            List<Pattern> patterns = new ArrayList<>();
            for (Node node : nodes == null ? List.<Node>of() : nodes) {
                Placed text = document.scalar(node, "an entry of a group", EXAMPLE);
                Pattern pattern = text == null ? null : pattern(text, document);
                if (pattern != null) {
                    patterns.add(pattern);
                }
            }
            groups.add(new Group(entry.name(), patterns, entry.at()));
        }
        return groups;
    }

    private static @Nullable Pattern pattern(Placed text, Document document) {
        if (GroupCall.is(text.text())) {
            document.problems().add(text.origin(), "A group can't name another. Write the patterns of that one here");
            return null;
        }
        Pattern pattern = document.read(text, Templates::pattern);
        if (pattern == null) {
            return null;
        }
        for (Hole hole : Templates.holes(Templates.segments(pattern))) {
            if (hole.ofResult()
                    || hole.ofThis()
                    || Character.isDigit(hole.root().charAt(0))) {
                document.problems()
                        .add(
                                text.origin(TemplateParser.offset(text.text(), hole)),
                                "A group knows its parameters alone, and none of a call. Give it a name, as in"
                                        + " user:{id}, and say in evict: what it is: " + GroupCall.EXAMPLE);
            }
        }
        return pattern;
    }
}
