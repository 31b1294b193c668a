package dev.larder.console;

import java.nio.file.Path;
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
        description = "Puts Larder into a running JVM. What it says goes to that JVM's standard error.",
        footer = {
            "",
            "Exit code: 0 where that JVM has taken the agent, 2 where it can't be reached.",
            "Java 21 and newer print a warning there: agents that come later will have to be allowed one day.",
            "Example: java -jar larder.jar attach 4711 --rules rules.yaml"
        })
final class AttachCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "The JVM's process id, as jps prints it.")
    private @Nullable String pid;

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "A rule file, or a directory of them.")
    private @Nullable Path rules;

    @Override
    public Integer call() {
        if (spec == null || pid == null || rules == null) {
            return 2;
        }
        try {
            // Its working directory is another one.
            new OtherJvm(pid).load("rules=" + rules.toAbsolutePath());
            spec.commandLine().getOut().println("Larder is in process " + pid + "; its standard error says the rest");
            return 0;
        } catch (OtherJvm.UnreachableException unreachable) {
            spec.commandLine().getErr().println(unreachable.getMessage());
            return 2;
        }
    }
}
