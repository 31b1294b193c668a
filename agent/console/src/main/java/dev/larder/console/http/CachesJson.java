package dev.larder.console.http;

import dev.larder.console.AgentControl;
import dev.larder.console.JsonText;
import dev.larder.console.OwnProcess;
import dev.larder.console.Version;
import dev.larder.engine.metric.CacheFigures;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.metric.Times;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.Rules;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each cache of the rules in force has done so far, as {@code GET /caches} tells it. Times are seconds. */
public final class CachesJson {
    private final Metrics metrics;
    private final AgentControl control;
    private final String version;
    private final OwnProcess process = OwnProcess.look();

    public CachesJson(Metrics metrics, AgentControl control) {
        this.metrics = metrics;
        this.control = control;
        this.version = version();
    }

    private static String version() {
        try {
            return Version.number();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    public JsonText all() {
        Rules rules = control.rules();
        JsonText json = new JsonText().open('{');
        json.name("larder").value(version);
        json.name("pid").value(process.pid());
        json.name("jvm").value(System.getProperty("java.vm.name") + " " + Runtime.version());
        json.name("started").value(process.started().toEpochMilli());
        json.name("store").open('{');
        json.name("url").value(rules == null ? null : rules.store().shownUrl());
        json.name("namespace").value(rules == null ? null : rules.store().namespace());
        json.name("up").value(metrics.storeUp());
        json.name("pendingEvictions").value(metrics.pendingEvictions());
        json.close('}').name("bypassed").value(control.bypassed());
        json.name("caches").open('[');
        if (rules != null) {
            Map<String, RuleBoard.Entry> entries = entries();
            rules.caches().forEach(cache -> one(json, cache, entries.get(cache.name())));
        }
        return json.close(']').close('}');
    }

    private Map<String, RuleBoard.Entry> entries() {
        Map<String, RuleBoard.Entry> entries = new HashMap<>();
        RuleBoard board = control.board();
        if (board != null) {
            board.entries().forEach(entry -> entries.put(entry.rule(), entry));
        }
        return entries;
    }

    private void one(JsonText json, CacheRule cache, RuleBoard.@Nullable Entry entry) {
        CacheFigures figures = metrics.figures(cache.name());
        Double hitRate = figures.hitRate();
        json.open('{').name("cache").value(cache.name());
        json.name("status").value(RuleBoard.word(entry == null ? RuleBoard.Status.PENDING : entry.status()));
        json.name("hits").value(figures.hits());
        json.name("misses").value(figures.misses());
        json.name("stale").value(figures.stales());
        json.name("puts").value(figures.puts());
        json.name("evictions").value(figures.evictions());
        json.name("hitRate").value(hitRate == null ? Double.NaN : hitRate);
        counts(json, "bypasses", figures.bypasses());
        counts(json, "discards", figures.discards());
        times(json, "hit", figures.hit());
        times(json, "miss", figures.miss());
        json.name("loadAvoidedSeconds").value(figures.loadAvoidedSeconds());
        json.name("overheadSeconds").value(figures.overheadSeconds());
        json.name("savedSeconds").value(figures.savedSeconds());
        json.name("off").value(figures.off());
        json.name("woven").open('[');
        if (entry != null) {
            entry.woven().forEach(json::value);
        }
        json.close(']').name("reason").value(entry == null ? null : entry.reason());
        json.name("at").value(cache.at().toString()).close('}');
    }

    private static void counts(JsonText json, String name, Map<String, Long> counts) {
        json.name(name).open('{');
        counts.forEach((reason, count) -> json.name(reason).value(count));
        json.close('}');
    }

    private static void times(JsonText json, String name, Times times) {
        json.name(name).open('{');
        json.name("p50").value(times.p50());
        json.name("p99").value(times.p99());
        json.name("sum").value(times.sum());
        json.name("count").value(times.count()).close('}');
    }
}
