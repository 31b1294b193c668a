package dev.larder.console;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Takes Larder out of a running JVM: every class gets its own bytes back.",
        footer = {"", "Example: java -jar larder.jar detach 4711"})
final class DetachCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "The JVM's process id, as jps prints it.")
    private @Nullable String pid;

    @Override
    public Integer call() {
        if (spec == null || pid == null) {
            return 2;
        }
        try {
            new OtherJvm(pid).load("detach");
            spec.commandLine().getOut().println("Larder is no longer in process " + pid);
            return 0;
        } catch (OtherJvm.UnreachableException unreachable) {
            spec.commandLine().getErr().println(unreachable.getMessage());
            return 2;
        }
    }
}
