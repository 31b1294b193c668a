package dev.larder.console.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        versionProvider = VersionCommand.Words.class,
        description = "A Redis cache for applications that have never heard of it.",
        footer = {
            "",
            "Each command has --help with an example, and --json for programs.",
            "To run an application with it:",
            "  java -javaagent:larder.jar=rules.yaml -jar application.jar"
        },
        subcommands = {
            InfoCommand.class,
            TopCommand.class,
            KeysCommand.class,
            GetCommand.class,
            EvictCommand.class,
            ClearCommand.class,
            WarmCommand.class,
            DoctorCommand.class,
            ExplainCommand.class,
            CheckCommand.class,
            AttachCommand.class,
            DetachCommand.class,
            CompletionCommand.class,
            VersionCommand.class
        })
public final class CommandLineMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs one command.
     *
     * @return the exit code: 0 well, 1 with warnings where they count or with nothing found, 2 wrong usage, wrong rules or
     *     out of reach, 3 a fault of Larder's
     */
    public static int run(String[] arguments) {
        return commandLine()
                // Keys and rules may hold any character, whatever the system's own coding
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CommandLineMain())
                .setExecutionExceptionHandler((thrown, commandLine, parsed) -> {
                    if (thrown instanceof RefusedException refused) {
                        commandLine.getErr().println(refused.getMessage());
                        return 2;
                    }
                    commandLine.getErr().println("Larder failed at this (" + thrown + "). Please report it");
                    return 3;
                })
                .setUsageHelpAutoWidth(true);
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return 2;
    }
}
