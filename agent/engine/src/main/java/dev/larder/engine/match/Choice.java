package dev.larder.engine.match;

import dev.larder.engine.Selection;
import java.util.List;

/**
 * What rules choose of one class.
 *
 * @param methods to be woven, each with the selections that chose it
 * @param refusals of selections that choose nothing here though they name something here
 */
public record Choice(List<Chosen> methods, List<Refusal> refusals) {

    public Choice {
        methods = List.copyOf(methods);
        refusals = List.copyOf(refusals);
    }

    public record Chosen(MethodOutline method, List<Selection> selections) {
        public Chosen {
            selections = List.copyOf(selections);
        }
    }

    /** @param reason in words for the rule's author */
    public record Refusal(Selection selection, String reason) {}
}
