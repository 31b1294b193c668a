package dev.larder.console.command;

import dev.larder.engine.ByHand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "evict",
        mixinStandardHelpOptions = true,
        description =
                "Evicts keys, patterns, tags and groups in the whole fleet, as a write of the application does: loads"
                        + " under way are not stored either.",
        footer = {
            "",
            "A pattern that the rules evict is evicted in one step, whatever the number of keys. Any other is looked for"
                    + " in small batches, and the keys that were removed are counted.",
            "Exit code: 0, 2 where a word can't be read or the store can't be reached.",
            "Example: java -jar larder.jar evict post:7 'user:7:*' tag:news 'group:user(id=7)'"
        })
final class EvictCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Parameters(
            paramLabel = "WORD",
            arity = "1..*",
            description =
                    "A key (post:7), a pattern (user:7:*: a * for a segment, at the end for one or more), tag:NAME,"
                            + " or group:NAME(id=7). Without the namespace.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> words;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException {
        SetUp.Found found = setUp.rules();
        try (OpenedStore opened = OpenedStore.open(found.rules(), setUp.store(found))) {
            ByHand.Report report = new ByHand(found.rules(), opened.store()).evict(words);
            return ByHandReport.print(
                    report,
                    opened,
                    json,
                    "evicted",
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }
    }
}
