package dev.larder.console.command;

import dev.larder.console.RunningAgents;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.rule.Variables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds rules, store and agents: by itself, unless it is told. */
final class SetUp {
    /** What a working directory may hold, the likeliest first. */
    private static final List<String> USUAL = List.of("larder.yaml", "larder.yml", "rules.yaml", "rules.yml");

    /** A person waits longer than a call. */
    private static final Duration BUDGET = Duration.ofSeconds(5);

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "A rule file, or a directory of them. Else LARDER_RULES, else those of the running agents,"
                    + " else larder.yaml or rules.yaml here.")
    private @Nullable Path rules;

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "The store, such as redis://HOST:6379. Else the one that the rules name.")
    private @Nullable String store;

    @Option(
            names = "--agent",
            paramLabel = "URL",
            description = "An agent, such as http://127.0.0.1:9464. Else all that this user runs on this machine.")
    private @Nullable URI agent;

    /** Rules, and where they lie. */
    record Found(Path path, Rules rules) {}

    /** The agents to ask, by their addresses. */
    List<AgentClient> agents() {
        return agents(found -> true);
    }

    /** Those of them that have these rules: other applications have other caches, of the same names perhaps. */
    List<AgentClient> agents(Found rules) {
        return agents(found -> same(rules.path(), Path.of(found.rules())));
    }

    /** Whether one agent was named, whose rules may lie elsewhere. */
    boolean agentNamed() {
        return agent != null;
    }

    private List<AgentClient> agents(Predicate<RunningAgents.Found> which) {
        if (agent != null) {
            return List.of(new AgentClient(agent, null, setting("admin.token")));
        }
        List<AgentClient> clients = new ArrayList<>();
        for (RunningAgents.Found found : new RunningAgents().find()) {
            URI address = found.address();
            if (address != null && which.test(found)) {
                clients.add(new AgentClient(address, found.pid(), found.token()));
            }
        }
        return clients;
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException gone) {
            return one.toAbsolutePath().equals(other);
        }
    }

    /** Where the rules lie. */
    Path path() throws RefusedException {
        String set = setting("rules");
        if (rules != null || set != null) {
            return rules != null ? rules : path(String.valueOf(set));
        }
        Set<String> running = new RunningAgents()
                .find().stream().map(RunningAgents.Found::rules).collect(Collectors.toCollection(LinkedHashSet::new));
        if (running.size() > 1) {
            throw new RefusedException("several agents run here, with different rules: choose with --rules one of "
                    + String.join(", ", running));
        }
        if (!running.isEmpty()) {
            return path(running.iterator().next());
        }
        for (String usual : USUAL) {
            if (Files.isRegularFile(Path.of(usual))) {
                return Path.of(usual);
            }
        }
        throw new RefusedException("no rules found: no agent of this user runs here, and there is no larder.yaml or"
                + " rules.yaml in this directory. Name them with --rules");
    }

    private static Path path(String text) throws RefusedException {
        try {
            return Path.of(text);
        } catch (InvalidPathException wrong) {
            throw new RefusedException("\"" + text + "\" is no path for rules: " + wrong.getMessage());
        }
    }

    RuleReading reading(Path path) {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String name : List.of("profile", "store.url", "store.namespace")) {
            String value = setting(name);
            if (value != null) {
                overrides.put(name, value);
            }
        }
        if (store != null) {
            overrides.put("store.url", store);
        }
        return new RuleReader(Variables.system(), overrides).read(path);
    }

    Found rules() throws RefusedException {
        Path path = path();
        RuleReading reading = reading(path);
        if (reading instanceof RuleReading.Invalid invalid) {
            throw new RefusedException(invalid.problems().stream()
                    .map(Problem::toString)
                    .collect(Collectors.joining(System.lineSeparator())));
        }
        return new Found(path, ((RuleReading.Valid) reading).rules());
    }

    /**
     * As people use it: with more patience than a call has, and where the agents are that run here. They may have been told
     * another store or namespace than their rules name, and what is evicted elsewhere is evicted for nothing.
     */
    StoreSettings store(Found found) throws RefusedException {
        StoreSettings settings = found.rules().store();
        boolean urlGiven = store != null || setting("store.url") != null;
        boolean namespaceGiven = setting("store.namespace") != null;
        Set<String> urls = new LinkedHashSet<>();
        Set<String> namespaces = new LinkedHashSet<>();
        if (!urlGiven || !namespaceGiven) {
            for (AgentClient client : agents(found)) {
                tell(client, urls, namespaces);
            }
        }
        String url = urlGiven || urls.size() != 1
                ? settings.url()
                : url(settings, urls.iterator().next());
        String namespace = namespaceGiven || namespaces.size() != 1
                ? settings.namespace()
                : namespaces.iterator().next();
        return new StoreSettings(namespace, url, settings.cluster(), BUDGET, settings.safety());
    }

    private static void tell(AgentClient client, Set<String> urls, Set<String> namespaces) {
        try {
            JvmWorth jvm = JvmWorth.of(client.json("/caches"));
            urls.add(jvm.store());
            namespaces.add(jvm.namespace());
            urls.remove("");
            namespaces.remove("");
        } catch (RefusedException away) {
            // Then what the rules say has to do
        }
    }

    private static String url(StoreSettings settings, String used) throws RefusedException {
        if (used.equals(settings.shownUrl())) {
            return settings.url();
        }
        if (used.contains("***")) {
            throw new RefusedException("the agent that runs here uses the store " + used + ", and the rules name "
                    + settings.shownUrl() + ": give --store, with the password");
        }
        return used;
    }

    /** As agents have it: a system property, else the environment; empty counts as unset. */
    private static @Nullable String setting(String name) {
        String value = System.getProperty("larder." + name);
        if (value == null || value.isEmpty()) {
            value = System.getenv("LARDER_" + name.replace('.', '_').toUpperCase(Locale.ROOT));
        }
        return value == null || value.isEmpty() ? null : value;
    }
}
