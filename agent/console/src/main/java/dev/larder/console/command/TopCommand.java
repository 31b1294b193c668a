package dev.larder.console.command;

import dev.larder.console.JsonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description =
                "Shows live what each cache does: calls a second, hit rate and latencies since the last look, what was saved"
                        + " in all, and the hottest keys and slowest loads of agents that can be asked.",
        footer = {
            "",
            "q leaves. Without a terminal each look is printed below the last one.",
            "JVMs elsewhere tell of themselves every 5 seconds only, so their calls come in steps.",
            "Exit code: 0, or 2 where neither an agent nor the store can be asked.",
            "Example: java -jar larder.jar top"
        })
final class TopCommand implements Callable<Integer> {
    private static final int MOST_HOT = 8;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How often to look (${DEFAULT-VALUE}).")
    private int every;

    @Option(names = "--times", paramLabel = "N", description = "Ends after so many looks; else with q or Ctrl-C.")
    private @Nullable Integer times;

    @Option(names = "--json", description = "Prints one JSON object a look.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        Sources sources = sources();
        OpenedStore opened = sources.store();
        try {
            FleetWorth before = sources.gather();
            Terminal terminal = json ? null : Terminal.take();
            try {
                look(before, sources, terminal);
            } finally {
                if (terminal != null) {
                    terminal.close();
                }
            }
            return 0;
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
    }

    /** Who is asked: agents by HTTP, others through the store, null where it can't be reached. */
    private record Sources(
            List<AgentClient> agents, @Nullable OpenedStore store) {
        FleetWorth gather() {
            return FleetWorth.gather(
                    agents, store == null ? null : store.store().fleet());
        }
    }

    private Sources sources() throws RefusedException {
        List<AgentClient> agents = setUp.agents();
        SetUp.Found found = null;
        try {
            found = setUp.rules();
            agents = setUp.agents(found);
            return new Sources(agents, OpenedStore.open(found.rules(), setUp.store(found)));
        } catch (RefusedException away) {
            if (agents.isEmpty() || (found == null && !setUp.agentNamed())) {
                throw away;
            }
            return new Sources(agents, null);
        }
    }

    private void look(FleetWorth first, Sources sources, @Nullable Terminal terminal)
            throws IOException, InterruptedException {
        FleetWorth before = first;
        long since = System.nanoTime();
        for (int round = 0; times == null || round < times; round++) {
            if (terminal == null) {
                TimeUnit.SECONDS.sleep(every);
            } else {
                int key = terminal.key(1000L * every);
                if (key == 'q' || key == 'Q' || key == 3) {
                    return;
                }
            }
            FleetWorth now = sources.gather();
            HotWorth hot = HotWorth.gather(sources.agents());
            long at = System.nanoTime();
            double seconds = (at - since) / 1e9;
            if (terminal == null) {
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    out.println(json(now, before, hot, seconds));
                } else {
                    lines(now, before, hot, seconds).forEach(out::println);
                    out.println();
                }
                out.flush();
            } else {
                List<String> lines = lines(now, before, hot, seconds);
                int height = terminal.height() - 1;
                terminal.show(lines.size() > height ? lines.subList(0, Math.max(1, height)) : lines);
            }
            before = now;
            since = at;
        }
    }

    private static List<String> lines(FleetWorth now, FleetWorth before, HotWorth hot, double seconds) {
        Map<String, CacheWorth> earlier = before.caches();
        TextTable table = new TextTable(
                "CACHE",
                "STATUS",
                "CALLS/S",
                "HIT RATE",
                "HIT",
                "MISS",
                "MISSES/S",
                "BYPASSED/S",
                "EVICTIONS/S",
                "SAVED");
        List<CacheWorth> all = new ArrayList<>(now.caches().values());
        all.sort(Comparator.comparingLong(
                        (CacheWorth cache) -> -lately(cache, earlier).calls())
                .thenComparing(CacheWorth::cache));
        for (CacheWorth cache : all) {
            CacheWorth lately = lately(cache, earlier);
            table.row(
                    cache.cache(),
                    cache.off() == null ? cache.status() : "off",
                    rate(lately.calls(), seconds),
                    Shown.share(lately.hitRate()),
                    Shown.seconds(lately.hit().mean()),
                    Shown.seconds(lately.miss().mean()),
                    rate(lately.misses(), seconds),
                    rate(lately.bypassed(), seconds),
                    rate(lately.evictions(), seconds),
                    Shown.seconds(cache.saved()));
        }
        List<String> lines = new ArrayList<>();
        int jvms = now.jvms().size();
        lines.add("larder top " + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + ", "
                + (jvms == 1 ? "1 JVM" : jvms + " JVMs") + (now.unheard().isEmpty() ? "" : ", some not heard")
                + "; q leaves");
        lines.add("");
        lines.addAll(table.lines());
        now.unheard().forEach(why -> lines.add("Not heard: " + why));
        lines.addAll(hot.lines(MOST_HOT));
        return lines;
    }

    private static CacheWorth lately(CacheWorth cache, Map<String, CacheWorth> earlier) {
        CacheWorth before = earlier.get(cache.cache());
        return before == null ? cache.since(cache) : cache.since(before);
    }

    private static String rate(long count, double seconds) {
        double rate = count / seconds;
        return rate > 0 && rate < 10
                ? String.format(java.util.Locale.ROOT, "%.1f", rate)
                : Shown.count(Math.round(rate));
    }

    private static String json(FleetWorth now, FleetWorth before, HotWorth hot, double seconds) {
        Map<String, CacheWorth> earlier = before.caches();
        JsonText text = new JsonText().open('{').name("seconds").value(seconds);
        text.name("jvms").value(now.jvms().size()).name("caches").open('[');
        for (CacheWorth cache : now.caches().values()) {
            text.open('{').name("cache").value(cache.cache());
            WorthJson.write(text, lately(cache, earlier));
            text.name("total").open('{');
            WorthJson.write(text, cache);
            text.close('}').close('}');
        }
        text.close(']').name("hotKeys").open('[');
        for (HotWorth.Key key : hot.keys()) {
            text.open('{').name("cache").value(key.cache()).name("key").value(key.key());
            text.name("calls").value(key.calls()).close('}');
        }
        text.close(']').name("slowLoads").open('[');
        for (HotWorth.Load load : hot.loads()) {
            text.open('{').name("cache").value(load.cache()).name("key").value(load.key());
            text.name("seconds").value(load.seconds());
            text.name("ago").value(load.ago()).close('}');
        }
        text.close(']').name("unheard").open('[');
        now.unheard().forEach(text::value);
        return text.close(']').close('}').toString();
    }
}
