package dev.larder.engine.rule;

import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a rule file in which certain words may stand, each with its value. Unknown words have been reported when it
 * is made; a word that is absent reads as null, and so does one that is wrong, which has been reported then.
 */
final class Section {
    private final Document document;
    private final Origin at;
    private final Map<String, Document.Entry> entries = new LinkedHashMap<>();

    private Section(Document document, Origin at) {
        this.document = document;
        this.at = at;
    }

    /**
     * @param at where the section is named: the place of what is missing in it
     * @param what it is called in messages: {@code a cache}
     * @param example how it is written
     * @return null where the node is no mapping
     */
    static @Nullable Section of(
            Document document, Node node, Origin at, String what, String example, List<String> words) {
        List<Document.Entry> entries = document.entries(node, what, example);
        if (entries == null) {
            return null;
        }
        Section section = new Section(document, at);
        for (Document.Entry entry : entries) {
            if (words.contains(entry.name())) {
                section.entries.put(entry.name(), entry);
            } else {
                document.problems()
                        .add(
                                entry.at(),
                                Quoted.of(entry.name()) + " is no word of " + what + "."
                                        + Nearest.hint(entry.name(), words));
            }
        }
        return section;
    }

    Origin at() {
        return at;
    }

    Document.@Nullable Entry entry(String word) {
        return entries.get(word);
    }

    boolean has(String word) {
        return entries.containsKey(word);
    }

    /** Whether one text stands behind the word, and not a mapping, a list or nothing. */
    boolean isText(String word) {
        Document.Entry entry = entries.get(word);
        return entry != null
                && entry.value() instanceof Node.Scalar scalar
                && !scalar.value().isEmpty();
    }

    /** Reports the word if it is absent. */
    void require(String word, String example) {
        if (!has(word)) {
            document.problems().add(at, Quoted.of(word) + " is missing here. Write " + example);
        }
    }

    @Nullable
    Placed text(String word, String example) {
        Document.Entry entry = entries.get(word);
        return entry == null ? null : document.scalar(entry.value(), word, example);
    }

    <T> @Nullable T value(String word, String example, TextReader<T> reader) {
        Placed text = text(word, example);
        return text == null ? null : document.read(text, reader);
    }

    /** The texts of a list; those that can't be read are left out. Empty where the word is absent or wrong. */
    List<Placed> texts(String word, String example) {
        List<Placed> texts = new ArrayList<>();
        Document.Entry entry = entries.get(word);
        List<Node> nodes = entry == null ? null : document.list(entry.value(), word, example);
        if (nodes != null) {
            for (Node node : nodes) {
                Placed text = document.scalar(node, "an entry of " + word, example);
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    @Nullable
    Section section(String word, String example, List<String> words) {
        Document.Entry entry = entries.get(word);
        return entry == null ? null : of(document, entry.value(), entry.at(), word, example, words);
    }

    /** What stands below the word, under names that the file's author chooses. Empty where it is absent or wrong. */
    List<Document.Entry> named(String word, String example) {
        Document.Entry entry = entries.get(word);
        List<Document.Entry> named = entry == null ? null : document.entries(entry.value(), word, example);
        return named == null ? List.of() : named;
    }

    /** What stands in the list behind the word. Empty where it is absent or wrong. */
    List<Node> items(String word, String example) {
        Document.Entry entry = entries.get(word);
        List<Node> items = entry == null ? null : document.list(entry.value(), word, example);
        return items == null ? List.of() : items;
    }
}
