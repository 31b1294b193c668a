package dev.larder.console.http;

import dev.larder.console.JsonText;
import dev.larder.engine.rule.RuleBoard;
import org.jspecify.annotations.Nullable;

/** What became of each rule, as {@code GET /rules} tells it. */
final class RulesJson {

    private RulesJson() {}

    static JsonText of(@Nullable RuleBoard board) {
        JsonText json = new JsonText().open('{').name("rules").open('[');
        if (board != null) {
            for (RuleBoard.Entry entry : board.entries()) {
                json.open('{').name("rule").value(entry.rule());
                json.name("status").value(RuleBoard.word(entry.status()));
                json.name("at").value(entry.at().toString());
                json.name("woven").open('[');
                entry.woven().forEach(json::value);
                json.close(']');
                if (entry.reason() != null) {
                    json.name("reason").value(entry.reason());
                }
                json.name("methods").open('[');
                for (RuleBoard.WovenMethod method : entry.methods()) {
                    json.open('{').name("method").value(method.method());
                    json.name("loader").value(method.loader());
                    json.name("since").value(method.since().toString()).close('}');
                }
                json.close(']').name("notes").open('[');
                for (RuleBoard.Note note : entry.notes()) {
                    json.open('{').name("words").value(note.words());
                    json.name("at").value(note.at().toString()).close('}');
                }
                json.close(']');
                json.close('}');
            }
        }
        return json.close(']').close('}');
    }
}
