package dev.larder.console.command;

import dev.larder.console.JsonText;
import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.Envelope;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description =
                "Shows what lies under a key: each value with its age, the time it has left, the generations of its"
                        + " tags, its shape, and the value itself as JSON.",
        footer = {
            "",
            "A value can be shown where its rule says readable: true; what the rule calls secret is left out.",
            "Exit code: 0, 1 where the key holds no value, 2 where the store can't be asked.",
            "Example: java -jar larder.jar get post:7"
        })
final class GetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final SetUp setUp = new SetUp();

    @Parameters(paramLabel = "KEY", description = "As keys lists it, without the namespace.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String key;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException {
        SetUp.Found found = setUp.rules();
        try (OpenedStore opened = OpenedStore.open(found.rules(), setUp.store(found))) {
            Inspection inspection = opened.store().inspection();
            Inspection.Outline outline = inspection.outlines(List.of(key), true).get(0);
            List<StoredValue> values = new ArrayList<>();
            Envelope envelope = StoredValue.envelope(found.rules());
            for (String field : outline.fields()) {
                byte[] stored = inspection.value(key, field);
                if (stored != null) {
                    values.add(StoredValue.of(found.rules(), envelope, inspection, key, field, stored));
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(outline, values));
            } else if (values.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("no value under " + key
                                + (outline.leased() ? ", but somebody is loading one" : "")
                                + "; java -jar larder.jar keys lists what there is");
            } else {
                values.forEach(value -> print(out, outline, value));
            }
            out.flush();
            return values.isEmpty() ? 1 : 0;
        } catch (StoreException away) {
            throw new RefusedException(String.valueOf(away.getMessage()));
        }
    }

    private static void print(PrintWriter out, Inspection.Outline outline, StoredValue value) {
        out.println("cache     " + value.cache() + " (" + value.field() + ")");
        out.println("created   " + (value.created() == 0 ? Shown.NOTHING : Instant.ofEpochMilli(value.created())));
        out.println("ttl left  " + Shown.life(outline.ttlMillis())
                + (value.softExpiry() == 0 ? "" : ", reloaded from " + Instant.ofEpochMilli(value.softExpiry())));
        out.println("bytes     " + Shown.count(value.bytes()));
        out.println("shape     " + Long.toHexString(value.shape()));
        value.generations()
                .forEach((tag, generation) -> out.println("tag       " + tag + " = " + generation(generation)));
        out.println("served    " + (value.served() == null ? "unknown" : value.served() ? "yes" : "no")
                + (value.why().isEmpty() ? "" : ": " + value.why()));
        out.println("value     " + (value.json() == null ? "(not shown: " + value.unreadable() + ")" : value.json()));
    }

    private static String generation(long generation) {
        return generation == 0 ? "none" : Long.toHexString(generation);
    }

    private String json(Inspection.Outline outline, List<StoredValue> values) {
        JsonText text = new JsonText().open('{').name("key").value(key);
        text.name("ttlMillis").value(outline.ttlMillis()).name("bytes").value(outline.bytes());
        text.name("leased").value(outline.leased()).name("values").open('[');
        for (StoredValue value : values) {
            text.open('{').name("cache").value(value.cache()).name("field").value(value.field());
            text.name("bytes").value(value.bytes()).name("created").value(value.created());
            text.name("softExpiry").value(value.softExpiry());
            text.name("shape")
                    .value(Long.toHexString(value.shape()))
                    .name("generations")
                    .open('{');
            for (Map.Entry<String, Long> tag : value.generations().entrySet()) {
                text.name(tag.getKey()).value(generation(tag.getValue()));
            }
            text.close('}').name("served");
            Boolean served = value.served();
            if (served == null) {
                text.value((String) null);
            } else {
                text.value(served.booleanValue());
            }
            // The value's own JSON as text: it may be cut where it is long
            text.name("why").value(value.why()).name("value").value(value.json());
            text.name("unreadable").value(value.unreadable()).close('}');
        }
        return text.close(']').close('}').toString();
    }
}
