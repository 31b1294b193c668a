package dev.larder.console.command;

import dev.larder.console.JsonText;
import dev.larder.engine.Census;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.StoreException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Shows what each cache is worth, over all JVMs, and what lies in the store.",
        footer = {
            "",
            "Agents on this machine are asked; those elsewhere have told the store, up to 5 seconds ago.",
            "Latencies are averages; with --json also half (p50) and 99 of 100 (p99) of the calls.",
            "Exit code: 0, or 2 where neither an agent nor the store can be asked.",
            "Example: java -jar larder.jar info --rules rules.yaml"
        })
final class InfoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to count what lies in the store (${DEFAULT-VALUE}).")
    private int patience;

    /** What lies in the store, as far as it can be seen. */
    private record Stored(
            String url,
            @Nullable Census census,
            Map<String, String> server,
            @Nullable String problem) {}

    @Override
    public Integer call() throws RefusedException {
        FleetWorth fleet;
        Stored stored;
        List<String> names = List.of();
        List<AgentClient> agents = setUp.agents();
        try {
            SetUp.Found found = setUp.rules();
            agents = setUp.agents(found);
            names = found.rules().caches().stream().map(CacheRule::name).toList();
            StoreSettings settings = setUp.store(found);
            try (OpenedStore opened = OpenedStore.open(found.rules(), settings)) {
                fleet = FleetWorth.gather(agents, opened.store().fleet());
                stored = look(opened, settings.shownUrl());
            }
        } catch (RefusedException away) {
            // What an agent tells is worth showing without a store, but not where it is unclear whose
            if (agents.isEmpty() || (names.isEmpty() && !setUp.agentNamed())) {
                throw away;
            }
            fleet = FleetWorth.gather(agents, null);
            stored = new Stored("", null, Map.of(), away.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(names, fleet, stored));
        } else {
            text(names, fleet, stored).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private Stored look(OpenedStore opened, String url) {
        try {
            return new Stored(
                    url,
                    Census.take(opened.store().inspection(), Duration.ofSeconds(patience)),
                    opened.store().inspection().server(),
                    null);
        } catch (StoreException refused) {
            return new Stored(url, null, Map.of(), refused.getMessage());
        }
    }

    /** Of the rules first, then those that others know of. */
    private static Set<String> names(List<String> ofRules, FleetWorth fleet, Stored stored) {
        Set<String> names = new LinkedHashSet<>(ofRules);
        names.addAll(fleet.caches().keySet());
        if (stored.census() != null) {
            names.addAll(stored.census().caches().keySet());
        }
        return names;
    }

    private static List<String> text(List<String> ofRules, FleetWorth fleet, Stored stored) {
        TextTable table = new TextTable(
                "CACHE",
                "STATUS",
                "HITS",
                "MISSES",
                "HIT RATE",
                "HIT",
                "MISS",
                "SAVED",
                "BYPASSED",
                "ENTRIES",
                "BYTES",
                "TTL LEFT");
        Map<String, CacheWorth> worths = fleet.caches();
        Census census = stored.census();
        for (String name : names(ofRules, fleet, stored)) {
            CacheWorth worth = worths.get(name);
            Census.Share share = census == null ? null : census.caches().get(name);
            List<String> cells = new ArrayList<>(List.of(name));
            cells.addAll(worth == null ? List.of("-", "-", "-", "-", "-", "-", "-", "-") : cells(worth));
            cells.addAll(cells(share, census));
            table.row(cells.toArray(new String[0]));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(jvms(fleet));
        lines.add(store(stored));
        if (census != null && !census.complete()) {
            lines.add("Time ran out while counting: entries and bytes are lower bounds. --patience gives more");
        }
        fleet.unheard().forEach(why -> lines.add("Not heard: " + why));
        return lines;
    }

    private static List<String> cells(CacheWorth worth) {
        return List.of(
                worth.off() == null ? worth.status() : "off",
                Shown.count(worth.hits() + worth.stale()),
                Shown.count(worth.misses()),
                Shown.share(worth.hitRate()),
                Shown.seconds(worth.hit().mean()),
                Shown.seconds(worth.miss().mean()),
                Shown.seconds(worth.saved()),
                Shown.count(worth.bypassed()));
    }

    private static List<String> cells(Census.@Nullable Share share, @Nullable Census census) {
        if (share == null) {
            return census == null ? List.of("-", "-", "-") : List.of("0", "-", "-");
        }
        return List.of(
                Shown.count(share.entries()),
                share.bytes() == 0 ? Shown.NOTHING : Shown.bytes(share.bytes()),
                share.ttlMillis().isEmpty()
                        ? Shown.NOTHING
                        : Shown.life(share.ttlMillis().get(0)) + ".."
                                + Shown.life(share.ttlMillis().get(2)));
    }

    private static String jvms(FleetWorth fleet) {
        int number = fleet.jvms().size();
        long down = fleet.jvms().stream().filter(jvm -> !jvm.storeUp()).count();
        long pending = fleet.jvms().stream().mapToLong(JvmWorth::pending).sum();
        long off = fleet.jvms().stream().filter(JvmWorth::bypassed).count();
        return (number == 1 ? "1 JVM" : number + " JVMs")
                + (number == 0 ? " with Larder is heard of" : "")
                + (down == 0 ? "" : ", " + down + " without the store")
                + (off == 0 ? "" : ", " + off + " with all caches switched off")
                + (pending == 0 ? "" : ", " + Shown.count(pending) + " evictions pending");
    }

    private static String store(Stored stored) {
        if (stored.problem() != null) {
            return "Not counted: " + stored.problem();
        }
        Map<String, String> server = stored.server();
        String memory = server.getOrDefault("used_memory", "");
        String most = server.getOrDefault("maxmemory", "0");
        return "Store " + stored.url()
                + (memory.isEmpty()
                        ? ""
                        : ": Redis " + server.get("redis_version") + ", " + Shown.bytes(Long.parseLong(memory))
                                + (most.equals("0") ? " in use, no bound" : " of " + Shown.bytes(Long.parseLong(most)))
                                + ", policy " + server.get("maxmemory_policy") + ", "
                                + Shown.count(Long.parseLong(server.getOrDefault("evicted_keys", "0")))
                                + " keys dropped for memory");
    }

    private static String json(List<String> ofRules, FleetWorth fleet, Stored stored) {
        JsonText text = new JsonText().open('{').name("jvms").open('[');
        for (JvmWorth jvm : fleet.jvms()) {
            text.open('{').name("jvm").value(jvm.jvm());
            text.name("pid").value(jvm.pid()).name("started").value(jvm.started());
            text.name("larder").value(jvm.version()).name("storeUp").value(jvm.storeUp());
            text.name("pendingEvictions").value(jvm.pending()).name("bypassed").value(jvm.bypassed());
            text.close('}');
        }
        text.close(']').name("caches").open('[');
        Map<String, CacheWorth> worths = fleet.caches();
        Census census = stored.census();
        for (String name : names(ofRules, fleet, stored)) {
            text.open('{').name("cache").value(name);
            CacheWorth worth = worths.get(name);
            if (worth != null) {
                WorthJson.write(text, worth);
            }
            Census.Share share = census == null ? null : census.caches().get(name);
            if (census != null) {
                text.name("entries").value(share == null ? 0 : share.entries());
                text.name("bytes").value(share == null ? 0 : share.bytes());
                text.name("ttlMillis").open('[');
                (share == null ? List.<Long>of() : share.ttlMillis()).forEach(text::value);
                text.close(']');
            }
            text.close('}');
        }
        text.close(']').name("store").open('{').name("url").value(stored.url());
        text.name("counted").value(census != null && census.complete());
        Map<String, String> told = new LinkedHashMap<>();
        for (String name : List.of("redis_version", "used_memory", "maxmemory", "maxmemory_policy", "evicted_keys")) {
            if (stored.server().containsKey(name)) {
                told.put(name, stored.server().getOrDefault(name, ""));
            }
        }
        told.forEach((name, value) -> text.name(name).value(value));
        text.name("problem").value(stored.problem()).close('}');
        text.name("unheard").open('[');
        fleet.unheard().forEach(text::value);
        return text.close(']').close('}').toString();
    }
}
