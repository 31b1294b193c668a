package dev.larder.engine;

import dev.larder.engine.coherence.Coherence;
import dev.larder.engine.coherence.UnitsOfWork;
import dev.larder.engine.log.Log;
import dev.larder.engine.match.TypeNames;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import dev.larder.engine.value.Sealing;
import dev.larder.engine.warm.Warmer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** An engine over a store in memory, and calls as woven methods make them. */
final class RuledCalls implements AutoCloseable {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.INFO);
    private final Store store;
    private final Coherence coherence;
    private final Metrics metrics = new Metrics();
    private final RuleBoard board;
    private final Engine engine;
    private final Rules rules;

    /** @param rules what stands below {@code larder: 1} and a store */
    RuledCalls(String rules) {
        this(rules, new MemoryStore(1 << 24, Duration.ofHours(1), (command, nanos) -> {}));
    }

    RuledCalls(String rules, Store store) {
        this.store = store;
        this.coherence = new Coherence(store, Sealing.NONE, log);
        RuleReading reading = read("larder: 1\nstore: { namespace: test, url: \"memory:\" }\n" + rules);
        if (!(reading instanceof RuleReading.Valid valid)) {
            throw new AssertionError(reading.toString());
        }
        this.rules = valid.rules();
        this.board = new RuleBoard(valid.rules());
        this.engine = new Engine(valid.rules(), store, coherence, metrics, board, log);
    }

    private static RuleReading read(String text) {
        try {
            Path file = Files.createTempFile("larder", ".yaml");
            try {
                Files.writeString(file, text);
                return new RuleReader(new Variables(name -> null, name -> null), Map.of()).read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The handler of the method with that name, as its rules bind it. */
    CallHandler handler(Class<?> owner, String name) {
        Method method = Arrays.stream(owner.getDeclaredMethods())
                .filter(one -> one.getName().equals(name) && !one.isBridge())
                .findFirst()
                .orElseThrow();
        List<Selection> chosen = engine.selections().stream()
                .filter(selection ->
                        selection.selector().method().equals(name) && selection.purpose() != Selection.Purpose.PASS)
                .toList();
        chosen.forEach(selection -> engine.woven(selection, TypeNames.describe(method), "app"));
        return engine.bind(owner, method, chosen);
    }

    /** The handler of a proxy's method around that one. */
    CallHandler passage(Class<?> proxy, String name) throws NoSuchMethodException {
        List<Selection> chosen = engine.selections().stream()
                .filter(selection ->
                        selection.selector().method().equals(name) && selection.purpose() == Selection.Purpose.PASS)
                .toList();
        chosen.forEach(selection -> engine.woven(selection, proxy.getName() + "#" + name, "app"));
        return engine.bind(proxy, Object.class.getMethod("hashCode"), chosen);
    }

    /** Begins to keep calls, and to make them again, as the rules say; close it. */
    Warmer warmer(Sealing sealing) {
        Warmer warmer = new Warmer(() -> store, () -> true, () -> true, log);
        warmer.use(engine.remembered(), rules.warm(), sealing);
        return warmer;
    }

    Metrics metrics() {
        return metrics;
    }

    /** As a woven method does. */
    static Object call(CallHandler handler, Object self, Callable<?> body, Object... arguments) throws Exception {
        Object entered = handler.enter(self, arguments);
        if (entered instanceof Object[] hit) {
            return hit[0];
        }
        if (!(entered instanceof OpenCall open)) {
            return body.call();
        }
        Object returned = null;
        Exception thrown = null;
        try {
            returned = body.call();
        } catch (Exception fault) {
            thrown = fault;
        }
        Object[] instead = open.close(returned, thrown);
        if (instead != null) {
            return instead[0];
        }
        if (thrown != null) {
            throw thrown;
        }
        return returned;
    }

    double counted(String beginning) {
        return metrics.scrape("text/plain")
                .lines()
                .filter(line -> line.startsWith(beginning + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    double bypassed(String cache, String reason) {
        return counted("larder_bypass_total{cache=\"" + cache + "\",reason=\"" + reason + "\"}");
    }

    double discarded(String cache, String reason) {
        return counted("larder_discard_total{cache=\"" + cache + "\",reason=\"" + reason + "\"}");
    }

    UnitsOfWork units() {
        return coherence.units();
    }

    RuleBoard board() {
        return board;
    }

    String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        store.close();
    }
}
