package dev.larder.console.command;

import dev.larder.console.JsonReader;
import dev.larder.console.JsonText;
import dev.larder.console.RunningAgents;
import dev.larder.console.Version;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.Finding;
import dev.larder.engine.store.Stores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks the whole set-up: the rules, the store from the connection to an eviction, and each agent."
                        + " Says of each finding what to do about it.",
        footer = {
            "",
            "Writes and takes away a key of its own in the store.",
            "Exit code: 0 where all is well, 1 with warnings, 2 with errors.",
            "Example: java -jar larder.jar doctor --rules rules.yaml"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    /** Findings about one thing. */
    private record Chapter(String subject, List<Finding> findings) {}

    @Override
    public Integer call() throws IOException {
        List<Chapter> chapters = new ArrayList<>();
        SetUp.Found found = rules(chapters);
        if (found != null) {
            store(found, chapters);
        }
        agents(chapters);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(chapters));
        } else {
            chapters.forEach(chapter -> print(out, chapter));
        }
        out.flush();
        return exitCode(chapters);
    }

    private SetUp.@Nullable Found rules(List<Chapter> chapters) {
        List<Finding> findings = new ArrayList<>();
        Path path;
        try {
            path = setUp.path();
        } catch (RefusedException none) {
            findings.add(Finding.error(String.valueOf(none.getMessage()), "name them with --rules"));
            chapters.add(new Chapter("rules", findings));
            return null;
        }
        RuleReading reading = setUp.reading(path);
        Rules rules = null;
        if (reading instanceof RuleReading.Valid valid) {
            rules = valid.rules();
            findings.add(Finding.ok(rules.caches().size() + " caches and "
                    + rules.invalidations().size() + " invalidations, without errors"));
            for (Problem warning : valid.warnings()) {
                findings.add(Finding.warning(warning.toString(), ""));
            }
        } else if (reading instanceof RuleReading.Invalid invalid) {
            for (Problem problem : invalid.problems()) {
                findings.add(Finding.error(problem.toString(), "correct it: with this no agent takes the rules"));
            }
        }
        chapters.add(new Chapter("rules " + path, findings));
        return rules == null ? null : new SetUp.Found(path, rules);
    }

    private void store(SetUp.Found found, List<Chapter> chapters) {
        StoreSettings settings = found.rules().store();
        List<Finding> findings = new ArrayList<>();
        try {
            settings = setUp.store(found);
            // With the budget of calls, by which the round trip is judged
            findings.addAll(Stores.examine(new StoreSettings(
                    settings.namespace(),
                    settings.url(),
                    settings.cluster(),
                    found.rules().store().budget(),
                    found.rules().store().writeBudget(),
                    settings.safety())));
            if (!settings.url().equals("memory:")) {
                findings.add(SealFinding.of(settings.safety(), System::getenv));
            }
        } catch (RefusedException | IllegalArgumentException none) {
            findings.add(Finding.error(String.valueOf(none.getMessage()), "correct store: in the rules"));
        }
        chapters.add(new Chapter("store " + settings.shownUrl(), findings));
    }

    private void agents(List<Chapter> chapters) throws IOException {
        for (RunningAgents.Found found : new RunningAgents().find()) {
            if (found.port() == 0) {
                chapters.add(new Chapter(
                        "agent in process " + found.pid(),
                        List.of(Finding.warning(
                                "it serves no HTTP, so that it can't be asked and tells Prometheus nothing",
                                "take metrics: off out of its settings"))));
            }
        }
        List<AgentClient> agents = setUp.agents();
        for (AgentClient agent : agents) {
            chapters.add(new Chapter("agent " + agent.name(), agent(agent)));
        }
        if (agents.isEmpty()
                && chapters.stream().noneMatch(chapter -> chapter.subject().startsWith("agent"))) {
            chapters.add(new Chapter(
                    "agents",
                    List.of(Finding.ok("none of this user's runs on this machine; --agent names one elsewhere"))));
        }
    }

    private static List<Finding> agent(AgentClient agent) throws IOException {
        List<Finding> findings = new ArrayList<>();
        JvmWorth jvm;
        try {
            jvm = JvmWorth.of(agent.json("/caches"));
            for (Object each :
                    JsonReader.array(JsonReader.object(agent.json("/rules")).get("rules"))) {
                rule(JsonReader.object(each), findings);
            }
        } catch (RefusedException away) {
            findings.add(Finding.error(String.valueOf(away.getMessage()), "see the standard error of its JVM"));
            return findings;
        }
        String own = Version.number();
        if (!jvm.version().equals(own)) {
            findings.add(Finding.warning(
                    "it is Larder " + jvm.version() + ", this is " + own, "use the larder.jar that the agent is of"));
        }
        if (!jvm.storeUp()) {
            findings.add(Finding.warning(
                    "it has no store: calls go past the cache, or no method has been woven yet",
                    "see what is said of the store above, and the standard error of its JVM"));
        }
        if (jvm.pending() > 0) {
            findings.add(Finding.warning(
                    jvm.pending() + " evictions wait for the store", "they go by themselves once it is reached"));
        }
        if (jvm.bypassed()) {
            findings.add(Finding.warning("all its caches are switched off by hand", "POST /bypass switches them on"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("its rules are in force and its store is up"));
        }
        return findings;
    }

    private static void rule(Map<String, @Nullable Object> rule, List<Finding> findings) {
        String status = CacheWorth.text(rule.get("status"));
        String name = CacheWorth.text(rule.get("rule"));
        if (status.equals("refused") || status.equals("failed")) {
            findings.add(Finding.warning(
                    "the rule " + name + " is " + status + ": " + CacheWorth.text(rule.get("reason")),
                    "java -jar larder.jar explain " + name + " tells more"));
        } else if (status.equals("pending")) {
            findings.add(Finding.ok("the rule " + name + " waits for its class to be loaded"));
        }
    }

    private static int exitCode(List<Chapter> chapters) {
        int worst = 0;
        for (Chapter chapter : chapters) {
            for (Finding finding : chapter.findings()) {
                worst = Math.max(
                        worst,
                        switch (finding.level()) {
                            case OK -> 0;
                            case WARNING -> 1;
                            case ERROR -> 2;
                        });
            }
        }
        return worst;
    }

    private void print(PrintWriter out, Chapter chapter) {
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        out.println(chapter.subject());
        for (Finding finding : chapter.findings()) {
            // Told by the word as well as by the colour
            String word = switch (finding.level()) {
                case OK -> ansi.string("@|green ok|@     ");
                case WARNING -> ansi.string("@|yellow warning|@");
                case ERROR -> ansi.string("@|red error|@  ");
            };
            out.println("  " + word + "  " + finding.what());
            if (!finding.todo().isEmpty()) {
                out.println("           -> " + finding.todo());
            }
        }
    }

    private static String json(List<Chapter> chapters) {
        JsonText text = new JsonText().open('{').name("findings").open('[');
        for (Chapter chapter : chapters) {
            for (Finding finding : chapter.findings()) {
                text.open('{').name("subject").value(chapter.subject());
                text.name("level").value(finding.level().name().toLowerCase(java.util.Locale.ROOT));
                text.name("what").value(finding.what()).name("todo").value(finding.todo());
                text.close('}');
            }
        }
        return text.close(']').close('}').toString();
    }
}
