package dev.larder.console.command;

import dev.larder.engine.ByHand;
import dev.larder.engine.rule.StoreSettings;
import java.io.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        description =
                "Evicts everything of one cache, or of all caches of the rules, in the whole fleet and in one step.",
        footer = {
            "",
            "Asks first on a terminal; elsewhere --yes has to be said. What was stored is invalid at once, and leaves the"
                    + " store as it runs out.",
            "Exit code: 0, 1 where the answer was no, 2 where there is no such cache or the store can't be reached.",
            "Example: java -jar larder.jar clear posts-list --yes"
        })
final class ClearCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Parameters(paramLabel = "CACHE", arity = "0..1", description = "Its name in the rules; all without it.")
    private @Nullable String cache;

    @Option(
            names = {"-y", "--yes"},
            description = "Doesn't ask.")
    private boolean yes;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException {
        SetUp.Found found = setUp.rules();
        StoreSettings settings = setUp.store(found);
        if (!yes && !confirmed(settings)) {
            return 1;
        }
        try (OpenedStore opened = OpenedStore.open(found.rules(), settings)) {
            ByHand.Report report = new ByHand(found.rules(), opened.store()).clear(cache);
            return ByHandReport.print(
                    report,
                    opened,
                    json,
                    "cleared",
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }
    }

    private boolean confirmed(StoreSettings settings) throws RefusedException {
        Console console = Terminal.console();
        if (console == null) {
            throw new RefusedException("there is no terminal to ask on: say --yes");
        }
        String answer = console.readLine(
                "%s",
                "Clear " + (cache == null ? "all caches" : "the cache " + cache) + " of the namespace "
                        + settings.namespace() + " in " + settings.shownUrl() + "? [y/N] ");
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
