package dev.larder.console;

import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads rules and says everything that is wrong with them, without running an application.",
        footer = {
            "",
            "Exit code: 0 without errors, 1 with warnings and --strict, 2 with errors.",
            "Example: java -jar larder.jar check rules.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RULES", description = "A rule file, or a directory of them.")
    private @Nullable Path rules;

    @Option(names = "--strict", description = "Warnings count: exit code 1 if there are any.")
    private boolean strict;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        if (rules == null || spec == null) {
            return 2;
        }
        PrintWriter out = spec.commandLine().getOut();
        RuleReading reading = new RuleReader(Variables.system(), Map.of()).read(rules);
        if (reading instanceof RuleReading.Valid valid) {
            out.println(json ? json(valid.rules(), List.of(), valid.warnings()) : text(valid));
            return strict && !valid.warnings().isEmpty() ? 1 : 0;
        }
        List<Problem> errors = ((RuleReading.Invalid) reading).problems();
        out.println(json ? json(null, errors, List.of()) : text(errors));
        return 2;
    }

    private String text(RuleReading.Valid valid) {
        StringBuilder text = new StringBuilder();
        for (Problem warning : valid.warnings()) {
            text.append(warning.at())
                    .append(": warning: ")
                    .append(warning.message())
                    .append('\n');
        }
        Rules read = valid.rules();
        return text.append(rules)
                .append(": ")
                .append(count(read.caches().size(), "cache"))
                .append(", ")
                .append(count(read.invalidations().size(), "invalidation"))
                .append(", no errors")
                .append(
                        valid.warnings().isEmpty()
                                ? ""
                                : ", " + count(valid.warnings().size(), "warning"))
                .toString();
    }

    private String text(List<Problem> errors) {
        StringBuilder text = new StringBuilder();
        errors.forEach(error -> text.append(error).append('\n'));
        return text.append(rules)
                .append(": ")
                .append(count(errors.size(), "error"))
                .toString();
    }

    private static String count(int number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }

    private String json(@Nullable Rules read, List<Problem> errors, List<Problem> warnings) {
        JsonText text = new JsonText();
        text.open('{').name("rules").value(String.valueOf(rules)).name("valid").value(read != null);
        if (read != null) {
            text.name("caches").value(read.caches().size());
            text.name("invalidations").value(read.invalidations().size());
        }
        problems(text.name("errors"), errors);
        problems(text.name("warnings"), warnings);
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
