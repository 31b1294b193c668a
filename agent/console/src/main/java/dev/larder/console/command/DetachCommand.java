package dev.larder.console.command;

import dev.larder.console.JsonText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description =
                "Takes Larder out of a running JVM, every class gets its own bytes back, and looks whether it is gone.",
        footer = {
            "",
            "Exit code: 0 where Larder has left that JVM, 1 where it wasn't there, 2 where it is still there.",
            "Example: java -jar larder.jar detach 4711"
        })
final class DetachCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "The JVM's process id, as jps prints it.")
    private long pid;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        boolean there = AttachedAgent.of(pid) != null;
        try {
            // Also where no sign of it is found: it may not have been able to leave one
            new OtherJvm(Long.toString(pid)).load("detach");
        } catch (OtherJvm.UnreachableException unreachable) {
            throw new RefusedException(String.valueOf(unreachable.getMessage()));
        }
        if (!AttachedAgent.awaitGone(pid)) {
            throw new RefusedException("process " + pid + " was told to give Larder up, but it is still there. Its"
                    + " standard error says why");
        }
        String words =
                there ? "Larder is no longer in process " + pid : "there was no sign of Larder in process " + pid;
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new JsonText()
                                        .open('{')
                                        .name("pid")
                                        .value(pid)
                                        .name("detached")
                                        .value(there)
                                        .name("message")
                                        .value(words)
                                        .close('}')
                                : words);
        spec.commandLine().getOut().flush();
        return there ? 0 : 1;
    }
}
