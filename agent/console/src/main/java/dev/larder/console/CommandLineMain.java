package dev.larder.console;

import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code java -jar larder.jar COMMAND}. */
@Command(
        name = "larder",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineMain.Version.class,
        description = "A Redis cache for applications that have never heard of it.",
        footer = {"", "To run an application with it:", "  java -javaagent:larder.jar=rules.yaml -jar application.jar"},
        subcommands = {CommandLineMain.Check.class, CommandLineMain.VersionCommand.class})
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

    /** {@code larder 1.2.3, Java 17}. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {
                "larder " + number() + ", Java " + Runtime.version().feature()
            };
        }

        private static String number() throws IOException {
            try (InputStream in = CommandLineMain.class.getResourceAsStream("version.txt")) {
                return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
            }
        }
    }

    @Command(name = "version", description = "Prints the version of Larder and of the JVM.")
    static final class VersionCommand implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if (spec != null) {
                spec.commandLine().getOut().println(new Version().getVersion()[0]);
            }
            return 0;
        }
    }

    @Command(
            name = "check",
            description = "Reads rules and says everything that is wrong with them, without running an application.",
            footer = {"", "Example: java -jar larder.jar check rules.yaml"})
    static final class Check implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "RULES", description = "A rule file, or a directory of them.")
        private @Nullable Path rules;

        @Override
        public Integer call() {
            if (rules == null || spec == null) {
                return 2;
            }
            PrintWriter out = spec.commandLine().getOut();
            RuleReading reading = new RuleReader(Variables.system(), Map.of()).read(rules);
            if (reading instanceof RuleReading.Valid valid) {
                Rules read = valid.rules();
                out.println(rules + ": " + read.caches().size() + " caches, "
                        + read.invalidations().size() + " invalidations, no errors");
                return 0;
            }
            for (Problem problem : ((RuleReading.Invalid) reading).problems()) {
                out.println(problem);
            }
            return 2;
        }
    }
}
