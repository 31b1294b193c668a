package dev.larder.console.command;

import dev.larder.console.JsonText;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "warm",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running agents make the calls again that are made most often, so that their values are in the cache before"
                    + " people ask. They are remembered where the rules say warm: {}.",
            "With --urls it asks the application for pages instead."
        },
        footer = {
            "",
            "The file has a URL a line; blank lines and those that begin with # are left out.",
            "Exit code: 0, 1 where calls or pages failed or nothing was done, 2 where no agent can be asked or the file can't"
                    + " be read.",
            "Example: java -jar larder.jar warm --top 100 --rate 20",
            "Example: java -jar larder.jar warm --urls pages.txt --base http://127.0.0.1:8080 --rate 20"
        })
final class WarmCommand implements Callable<Integer> {
    private static final int SHOWN = 5;
    private static final int PAGES_A_SECOND = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Parameters(paramLabel = "CACHE", arity = "0..1", description = "Its name in the rules; all without it.")
    private @Nullable String cache;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "So many calls of each method, the hottest first. Else as" + " many as the rules say.")
    private @Nullable Integer top;

    @Option(names = "--urls", paramLabel = "FILE", description = "URLs to GET, one a line.")
    private @Nullable Path file;

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "What lines that begin with / are on, such as http://127.0.0.1:8080.")
    private @Nullable URI base;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "At most so many a second. Else as many calls as the rules say, or " + PAGES_A_SECOND + " pages.")
    private @Nullable Integer rate;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        if ((rate != null && rate < 1) || (top != null && top < 1)) {
            throw new RefusedException("--rate and --top are at least 1");
        }
        if (file != null && (cache != null || top != null)) {
            throw new RefusedException("--urls asks for pages: it goes with neither a cache nor --top");
        }
        return file == null ? calls() : pages(file);
    }

    private int calls() throws RefusedException, InterruptedException {
        List<AgentClient> agents = setUp.agents();
        if (agents.isEmpty()) {
            throw new RefusedException(
                    "no agent of this user runs here: start the application, or name one with --agent");
        }
        ProgressBar bar = new ProgressBar(!json);
        CallWarming.Result result = new CallWarming(agents, cache, top, rate).run(bar);
        bar.end();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText text = new JsonText().open('{').name("calls").value(result.made());
            text.name("failed").value(result.failed()).name("failures").open('{');
            result.failures().forEach((failure, count) -> text.name(failure).value(count));
            text.close('}').name("leftOut").open('{');
            result.leftOut().forEach((method, why) -> text.name(method).value(why));
            text.close('}').name("problems").open('[');
            result.problems().forEach(text::value);
            out.println(text.close(']').close('}'));
        } else {
            out.println(result.made() + (result.made() == 1 ? " call" : " calls") + " made again, " + result.failed()
                    + " failed");
            result.failures().forEach((failure, count) -> out.println("  " + count + " × " + failure));
            result.leftOut().forEach((method, why) -> out.println("left out: " + method + " " + why));
            result.problems().forEach(spec.commandLine().getErr()::println);
        }
        out.flush();
        return result.failed() == 0 && result.problems().isEmpty() ? 0 : 1;
    }

    private int pages(Path urls) throws RefusedException, InterruptedException {
        ProgressBar bar = new ProgressBar(!json);
        PageWarming.Result result = new PageWarming(urls, base).run(rate == null ? PAGES_A_SECOND : rate, bar);
        bar.end();
        List<String> failures = result.failures();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText text = new JsonText().open('{').name("urls").value(result.pages());
            text.name("failed").value(failures.size()).name("failures").open('[');
            failures.forEach(text::value);
            out.println(text.close(']').close('}'));
        } else {
            out.println(result.pages() + (result.pages() == 1 ? " page" : " pages") + " asked for, " + failures.size()
                    + " failed");
            failures.stream().limit(SHOWN).forEach(spec.commandLine().getErr()::println);
            if (failures.size() > SHOWN) {
                spec.commandLine().getErr().println("and " + (failures.size() - SHOWN) + " more");
            }
        }
        out.flush();
        return failures.isEmpty() ? 0 : 1;
    }
}
