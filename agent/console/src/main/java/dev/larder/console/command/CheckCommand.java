package dev.larder.console.command;

import dev.larder.engine.match.Survey;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "Example: java -jar larder.jar check rules.yaml --app app.jar"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RULES", description = "A rule file, or a directory of them.")
    private @Nullable Path rules;

    @Option(
            names = "--app",
            paramLabel = "APPLICATION",
            description = "Its jar, war, directory of classes or class path: prints the methods that would be woven.")
    private @Nullable String app;

    @Option(names = "--strict", description = "Warnings count: exit code 1 if there are any.")
    private boolean strict;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        if (rules == null || spec == null) {
            return 2;
        }
        CheckReport report = report(rules.toString(), new RuleReader(Variables.system(), Map.of()).read(rules));
        if (report == null) {
            return 2;
        }
        spec.commandLine().getOut().println(json ? report.json() : report.text());
        return report.exitCode(strict);
    }

    /** Null where the application can't be looked at, which has been said then. */
    private @Nullable CheckReport report(String path, RuleReading reading) {
        if (reading instanceof RuleReading.Invalid invalid) {
            return new CheckReport(path, null, invalid.problems(), List.of(), null, List.of());
        }
        RuleReading.Valid valid = (RuleReading.Valid) reading;
        if (app == null) {
            return new CheckReport(path, valid.rules(), List.of(), valid.warnings(), null, List.of());
        }
        Rehearsal rehearsal = new Rehearsal(valid.rules());
        List<Survey.Findings> findings;
        try (ApplicationFiles files = ApplicationFiles.open(app)) {
            findings = rehearsal.run(files);
        } catch (IOException | UncheckedIOException unreadable) {
            if (spec != null) {
                spec.commandLine().getErr().println(unreadable.getMessage());
            }
            return null;
        }
        List<Problem> warnings = new ArrayList<>(valid.warnings());
        warnings.addAll(rehearsal.warnings());
        return new CheckReport(path, valid.rules(), rehearsal.errors(), warnings, findings, rehearsal.disabled());
    }
}
