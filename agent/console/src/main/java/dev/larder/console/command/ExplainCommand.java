package dev.larder.console.command;

import dev.larder.console.JsonReader;
import dev.larder.console.JsonText;
import dev.larder.engine.key.Nearest;
import java.io.PrintWriter;
import java.util.ArrayList;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says what became of rules in running agents: the methods that were woven, why others weren't, and how"
                        + " often calls went past the cache for which reason.",
        footer = {
            "",
            "Exit code: 0, 1 where no rule is meant, 2 where no agent can be asked.",
            "Example: java -jar larder.jar explain blog.PostService#find"
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Parameters(
            paramLabel = "RULE|CLASS#METHOD",
            arity = "0..1",
            description = "The name of a rule, or a method, or a class; all rules without it.")
    private @Nullable String subject;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    /** One rule as an agent has it. */
    private record Explained(
            String agent,
            String rule,
            String status,
            String at,
            List<String> woven,
            List<String> where,
            @Nullable String reason,
            List<String> notes,
            @Nullable CacheWorth worth) {}

    @Override
    public Integer call() throws RefusedException {
        List<AgentClient> agents = setUp.agents();
        if (agents.isEmpty()) {
            throw new RefusedException("no agent of this user runs on this machine: name one with --agent, or see what"
                    + " rules would do with java -jar larder.jar check RULES --app APPLICATION");
        }
        List<Explained> all = new ArrayList<>();
        for (AgentClient agent : agents) {
            ask(agent, all);
        }
        List<Explained> meant = all.stream().filter(this::meant).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(meant));
        } else {
            meant.forEach(one -> print(out, one, agents.size() > 1));
        }
        if (meant.isEmpty()) {
            spec.commandLine().getErr().println(none(all));
        }
        out.flush();
        return meant.isEmpty() ? 1 : 0;
    }

    private static void ask(AgentClient agent, List<Explained> all) throws RefusedException {
        List<CacheWorth> worths = JvmWorth.of(agent.json("/caches")).caches();
        for (Object each :
                JsonReader.array(JsonReader.object(agent.json("/rules")).get("rules"))) {
            Map<String, @Nullable Object> rule = JsonReader.object(each);
            String name = CacheWorth.text(rule.get("rule"));
            List<String> woven = new ArrayList<>();
            JsonReader.array(rule.get("woven")).forEach(method -> woven.add(CacheWorth.text(method)));
            all.add(new Explained(
                    agent.name(),
                    name,
                    CacheWorth.text(rule.get("status")),
                    CacheWorth.text(rule.get("at")),
                    woven,
                    lines(rule.get("methods"), "method", " in the loader ", "loader", " since ", "since"),
                    rule.get("reason") instanceof String reason ? reason : null,
                    lines(rule.get("notes"), "at", " ", "words"),
                    worths.stream()
                            .filter(worth -> worth.cache().equals(name))
                            .findFirst()
                            .orElse(null)));
        }
    }

    /** @param parts names of what each object holds, with text between them */
    private static List<String> lines(@Nullable Object array, String... parts) {
        List<String> lines = new ArrayList<>();
        for (Object each : JsonReader.array(array)) {
            Map<String, @Nullable Object> one = JsonReader.object(each);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < parts.length; i++) {
                line.append(i % 2 == 0 ? CacheWorth.text(one.get(parts[i])) : parts[i]);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private boolean meant(Explained one) {
        String wanted = subject;
        return wanted == null
                || one.rule().equals(wanted)
                || one.woven().stream().anyMatch(method -> method(method, wanted));
    }

    /** Whether {@code com.acme.Posts#find(long)} is what {@code com.acme.Posts#find}, or one without package, means. */
    private static boolean method(String woven, String wanted) {
        String bare = woven.contains("(") && !wanted.contains("(") ? woven.substring(0, woven.indexOf('(')) : woven;
        String type = bare.contains("#") ? bare.substring(0, bare.indexOf('#')) : bare;
        return bare.equals(wanted) || bare.endsWith("." + wanted) || type.equals(wanted) || type.endsWith("." + wanted);
    }

    private String none(List<Explained> all) {
        String wanted = String.valueOf(subject);
        if (wanted.contains("#") || wanted.contains(".")) {
            return "no rule has woven " + wanted
                    + ": its class isn't loaded yet, or no rule names it. Without a name, explain lists all rules";
        }
        Set<String> names = new LinkedHashSet<>();
        all.forEach(one -> names.add(one.rule()));
        return "there is no rule " + wanted + "." + Nearest.hint(wanted, names);
    }

    private static void print(PrintWriter out, Explained one, boolean several) {
        out.println(one.rule() + ": " + one.status() + (several ? " in " + one.agent() : "")
                + (one.at().isEmpty() ? "" : " (" + one.at() + ")"));
        one.where().forEach(method -> out.println("  woven     " + method));
        if (one.woven().isEmpty() && one.status().equals("pending")) {
            out.println("  woven     nothing yet: no class that it names has been loaded");
        }
        if (one.reason() != null) {
            out.println("  reason    " + one.reason());
        }
        one.notes().forEach(note -> out.println("  noted     " + note));
        CacheWorth worth = one.worth();
        if (worth != null) {
            if (worth.off() != null) {
                out.println("  off       " + worth.off());
            }
            out.println("  calls     " + Shown.count(worth.hits() + worth.stale()) + " hits, "
                    + Shown.count(worth.misses()) + " misses, " + Shown.count(worth.bypassed())
                    + " past the cache; hit rate " + Shown.share(worth.hitRate()));
            worth.bypasses()
                    .forEach((reason, count) -> out.println("  bypassed  " + reason + ": " + Shown.count(count)));
            worth.discards()
                    .forEach((reason, count) -> out.println("  discarded " + reason + ": " + Shown.count(count)));
        }
    }

    private static String json(List<Explained> meant) {
        JsonText text = new JsonText().open('{').name("rules").open('[');
        for (Explained one : meant) {
            text.open('{').name("rule").value(one.rule()).name("agent").value(one.agent());
            text.name("at").value(one.at());
            CacheWorth worth = one.worth();
            if (worth == null) {
                text.name("status").value(one.status()).name("reason").value(one.reason());
            } else {
                WorthJson.write(text, worth);
            }
            text.name("woven").open('[');
            one.woven().forEach(text::value);
            text.close(']').name("notes").open('[');
            one.notes().forEach(text::value);
            text.close(']').close('}');
        }
        return text.close(']').close('}').toString();
    }
}
