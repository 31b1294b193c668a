package dev.larder.console.command;

import dev.larder.console.JsonText;
import dev.larder.engine.Census;
import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Lists keys that hold values, with their caches, what they take, and how long they have left.",
        footer = {
            "",
            "The keys are looked through in small batches: others' commands come in between.",
            "Exit code: 0, 1 where no key is found, 2 where the store can't be asked.",
            "Example: java -jar larder.jar keys 'user:7:*'"
        })
final class KeysCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = "*",
            description = "Without the namespace; * any characters, ? one, [ab] one of these (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String pattern;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException {
        SetUp.Found found = setUp.rules();
        try (OpenedStore opened = OpenedStore.open(found.rules(), setUp.store(found))) {
            List<Inspection.Outline> keys = look(opened.store().inspection());
            boolean more = keys.size() > limit;
            List<Inspection.Outline> shown = more ? keys.subList(0, limit) : keys;
            if (json) {
                spec.commandLine().getOut().println(json(shown, more));
            } else {
                print(shown, more);
            }
            spec.commandLine().getOut().flush();
            return keys.isEmpty() ? 1 : 0;
        } catch (StoreException away) {
            throw new RefusedException(String.valueOf(away.getMessage()));
        }
    }

    /** One more than the limit where there are more. */
    private List<Inspection.Outline> look(Inspection inspection) throws StoreException {
        List<Inspection.Outline> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        inspection.keys(pattern, keys -> {
            for (Inspection.Outline outline : inspection.outlines(keys, true)) {
                if (!outline.fields().isEmpty() && seen.add(outline.key())) {
                    all.add(outline);
                }
            }
            return all.size() <= limit;
        });
        all.sort((one, other) -> one.key().compareTo(other.key()));
        return all.size() > limit + 1 ? all.subList(0, limit + 1) : all;
    }

    private static Set<String> caches(Inspection.Outline outline) {
        Set<String> caches = new TreeSet<>();
        outline.fields().forEach(field -> caches.add(Census.cacheOf(field)));
        return caches;
    }

    private void print(List<Inspection.Outline> keys, boolean more) {
        if (keys.isEmpty()) {
            spec.commandLine().getErr().println("no key is like " + pattern);
            return;
        }
        TextTable table = new TextTable("KEY", "CACHE", "TTL LEFT", "BYTES");
        for (Inspection.Outline key : keys) {
            table.row(
                    key.key(),
                    String.join(", ", caches(key)),
                    Shown.life(key.ttlMillis()),
                    key.bytes() == 0 ? Shown.NOTHING : Shown.bytes(key.bytes()));
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        if (more) {
            spec.commandLine().getErr().println("There are more: --limit shows them");
        }
    }

    private static String json(List<Inspection.Outline> keys, boolean more) {
        JsonText text = new JsonText().open('{').name("keys").open('[');
        for (Inspection.Outline key : keys) {
            text.open('{').name("key").value(key.key()).name("caches").open('[');
            caches(key).forEach(text::value);
            text.close(']').name("ttlMillis").value(key.ttlMillis());
            text.name("bytes").value(key.bytes()).close('}');
        }
        return text.close(']').name("more").value(more).close('}').toString();
    }
}
