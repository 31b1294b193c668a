package dev.larder.engine.rule;

import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Quoted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which parameters are never written in clear. */
final class Secrets {
    private Secrets() {}

    /** Each name is one that the selector gives: else nobody could tell which of the keys' texts are secret. */
    static Set<String> read(Document document, Section section, @Nullable Selector selector) {
        Set<String> secrets = new LinkedHashSet<>();
        List<Placed> texts = section.texts("secret", "secret: [password]");
        List<String> names =
                selector == null || selector.parameters() == null ? List.of() : Selector.named(selector.parameters());
        for (Placed text : texts) {
            if (names.contains(text.text())) {
                secrets.add(text.text());
            } else if (selector != null) {
                document.problems()
                        .add(
                                text.origin(),
                                "The selector gives no parameter the name " + Quoted.of(text.text())
                                        + ", so nobody knows which one is secret."
                                        + (names.isEmpty()
                                                ? " List the parameters with their names in method:"
                                                : Nearest.hint(text.text(), names)));
            }
        }
        return secrets;
    }
}
