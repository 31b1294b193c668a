package dev.larder.console;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code java -jar larder.jar COMMAND}. */
@Command(
        name = "larder",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A Redis cache for applications that have never heard of it.",
        footer = {"", "To run an application with it:", "  java -javaagent:larder.jar=rules.yaml -jar application.jar"},
        subcommands = {CheckCommand.class, AttachCommand.class, DetachCommand.class, VersionCommand.class})
public final class CommandLineMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs one command.
     *
     * @return the exit code: 0 well, 1 with warnings where they count, 2 wrong usage or wrong rules
     */
    public static int run(String[] arguments) {
        return new CommandLine(new CommandLineMain()).execute(arguments);
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return 2;
    }
}
