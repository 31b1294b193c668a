package dev.larder.console.command;

import dev.larder.console.JsonText;
import dev.larder.engine.match.Survey;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.Rules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check found, and how it is printed.
 *
 * @param path of the rules, as it was given
 * @param rules null where they can't be read
 * @param findings of each rule that is switched on; null where no application was looked at
 * @param disabled names of the others
 */
record CheckReport(
        String path,
        @Nullable Rules rules,
        List<Problem> errors,
        List<Problem> warnings,
        @Nullable List<Survey.Findings> findings,
        List<String> disabled) {

    /** 0 without errors, 1 with warnings that count, 2 with errors. */
    int exitCode(boolean strict) {
        if (!errors.isEmpty()) {
            return 2;
        }
        return strict && !warnings.isEmpty() ? 1 : 0;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        errors.forEach(error -> text.append(error).append('\n'));
        warnings.forEach(warning -> text.append(warning.at())
                .append(": warning: ")
                .append(warning.message())
                .append('\n'));
        if (findings != null) {
            findings.forEach(one -> methods(one, text));
            disabled.forEach(rule -> text.append(rule).append(": switched off\n"));
        }
        text.append(path).append(": ");
        if (rules != null) {
            text.append(count(rules.caches().size(), "cache"))
                    .append(", ")
                    .append(count(rules.invalidations().size(), "invalidation"))
                    .append(", ");
        }
        text.append(errors.isEmpty() ? "no errors" : count(errors.size(), "error"));
        if (!warnings.isEmpty()) {
            text.append(", ").append(count(warnings.size(), "warning"));
        }
        return text.toString();
    }

    private static void methods(Survey.Findings findings, StringBuilder text) {
        String rule = findings.selection().rule();
        findings.woven()
                .forEach(woven ->
                        text.append(rule).append(": ").append(woven.describe()).append('\n'));
        findings.standIns()
                .forEach(method -> text.append(rule)
                        .append(": ")
                        .append(method)
                        .append(", in the proxies that are made of it at run time\n"));
        if (findings.woven().isEmpty() && findings.standIns().isEmpty()) {
            text.append(rule).append(": nothing\n");
        }
    }

    private static String count(int number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }

    String json() {
        JsonText text = new JsonText();
        text.open('{').name("rules").value(path).name("valid").value(errors.isEmpty());
        if (rules != null) {
            text.name("caches").value(rules.caches().size());
            text.name("invalidations").value(rules.invalidations().size());
        }
        problems(text.name("errors"), errors);
        problems(text.name("warnings"), warnings);
        if (findings != null) {
            text.name("methods").open('[');
            findings.forEach(one -> {
                text.open('{').name("rule").value(one.selection().rule());
                text.name("woven").open('[');
                one.woven().forEach(woven -> text.value(woven.describe()));
                text.close(']').name("atRunTime").open('[');
                one.standIns().forEach(text::value);
                text.close(']').close('}');
            });
            text.close(']').name("disabled").open('[');
            disabled.forEach(text::value);
            text.close(']');
        }
        return text.close('}').toString();
    }

    private static void problems(JsonText text, List<Problem> problems) {
        text.open('[');
        for (Problem problem : problems) {
            text.open('{').name("file").value(problem.at().file());
            text.name("line").value(problem.at().line());
            text.name("column").value(problem.at().column());
            text.name("message").value(problem.message()).close('}');
        }
        text.close(']');
    }
}
