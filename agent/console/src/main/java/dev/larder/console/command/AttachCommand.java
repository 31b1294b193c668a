package dev.larder.console.command;

import dev.larder.console.JsonText;
import dev.larder.console.RunningAgents;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Variables;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description =
                "Puts Larder into a running JVM, and looks whether it is there. What Larder says there goes to that JVM's"
                        + " standard error.",
        footer = {
            "",
            "Java 21 and newer print a warning there: agents that come later will have to be allowed one day.",
            "Exit code: 0 where Larder is in that JVM with these rules, 1 where it was there already, 2 where it isn't.",
            "Example: java -jar larder.jar attach 4711 --rules rules.yaml"
        })
final class AttachCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "The JVM's process id, as jps prints it.")
    private long pid;

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "A rule file, or a directory of them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path rules;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        RunningAgents.Found present = AttachedAgent.of(pid);
        if (present != null) {
            say(
                    false,
                    "Larder runs in process " + pid + " already, with the rules " + present.rules()
                            + ". Change those, or detach it first");
            return 1;
        }
        check();
        try {
            // Its working directory is another one.
            new OtherJvm(Long.toString(pid))
                    .load(argument(rules.toAbsolutePath().toString()));
        } catch (OtherJvm.UnreachableException unreachable) {
            throw new RefusedException(String.valueOf(unreachable.getMessage()));
        }
        RunningAgents.Found found = AttachedAgent.awaitThere(pid);
        if (found == null) {
            throw new RefusedException("process " + pid + " was told to take Larder, but there is no sign of it there."
                    + " Its standard error says why");
        }
        say(true, "Larder is in process " + pid + (found.address() == null ? "" : "; see " + found.address()));
        return 0;
    }

    /** A path alone, for commas part settings; with its name where it holds an equals sign. */
    private static String argument(String path) throws RefusedException {
        if (path.indexOf('=') < 0) {
            return path;
        }
        if (path.indexOf(',') >= 0) {
            throw new RefusedException("the path " + path
                    + " holds both a comma and an equals sign, and can't be told to an agent: rename it");
        }
        return "rules=" + path;
    }

    /** What is wrong for us is most likely wrong for that JVM: it would be attached to for nothing. */
    private void check() throws RefusedException {
        RuleReading reading = new RuleReader(Variables.system(), Map.of()).read(rules);
        if (reading instanceof RuleReading.Invalid invalid) {
            StringBuilder problems = new StringBuilder();
            for (Problem problem : invalid.problems()) {
                problems.append(problem).append(System.lineSeparator());
            }
            throw new RefusedException(problems + "process " + pid + " is left alone: correct the rules first");
        }
    }

    private void say(boolean attached, @Nullable String words) {
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new JsonText()
                                        .open('{')
                                        .name("pid")
                                        .value(pid)
                                        .name("attached")
                                        .value(attached)
                                        .name("message")
                                        .value(words)
                                        .close('}')
                                : words);
        spec.commandLine().getOut().flush();
    }
}
