package dev.larder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of the bare blog and of the one with the agent, side by side.
 *
 * @param conditions under which both were measured, in one line
 * @param agent null if only the bare blog was driven
 */
record Report(String conditions, Measurement bare, @Nullable Measurement agent) {

    String text() {
        StringBuilder text = new StringBuilder(conditions).append("\n");
        tables().forEach(table -> text.append('\n').append(table.text()));
        return text.toString();
    }

    String markdown() {
        StringBuilder text = new StringBuilder(conditions).append("\n");
        tables().forEach(table -> text.append('\n').append(table.markdown()));
        return text.toString();
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>(List.of(whole(), pages()));
        if (agent != null) {
            tables.add(caches(agent));
        }
        return tables;
    }

    private Table whole() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(ratio("requests/s", m -> m.drive().requestsPerSecond(), "%.0f", false));
        rows.add(ratio("SQL statements per 1000 requests", Measurement::statementsPerThousandRequests, "%.0f", true));
        rows.add(ratio("SQL statements in all", m -> m.statements().database(), "%.0f", true));
        rows.add(ratio("of these prepared by Hibernate", m -> m.statements().hibernate(), "%.0f", true));
        rows.add(plain("requests", m -> m.drive().visits().latencies().count()));
        rows.add(plain("requests failed", m -> m.all().failures().size()));
        rows.add(plain("pages compared with the writes before them", Measurement::comparedPages));
        rows.add(plain("pages older than a write answered before", Measurement::olderPages));
        rows.add(row("seconds to start", m -> format("%.1f", m.startSeconds()), ""));
        return new Table(agent == null ? List.of("", "bare") : List.of("", "bare", "with Larder", ""), rows);
    }

    private Table pages() {
        List<List<String>> rows = new ArrayList<>();
        for (RequestKind kind : RequestKind.values()) {
            List<String> row = new ArrayList<>(List.of(kind.label()));
            latency(row, bare, kind);
            if (agent != null) {
                latency(row, agent, kind);
            }
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("milliseconds", "bare: requests", "p50", "p99"));
        if (agent != null) {
            head.addAll(List.of("with Larder: requests", "p50", "p99"));
        }
        return new Table(head, rows);
    }

    private static void latency(List<String> row, Measurement measured, RequestKind kind) {
        Latencies latencies = measured.drive().visits().latencies();
        boolean none = latencies.count(kind) == 0;
        row.add(Long.toString(latencies.count(kind)));
        row.add(none ? "-" : format("%.1f", latencies.percentile(kind, 0.5) / 1e6));
        row.add(none ? "-" : format("%.1f", latencies.percentile(kind, 0.99) / 1e6));
    }

    private static Table caches(Measurement measured) {
        List<List<String>> rows = measured.caches().stream()
                .map(gets -> List.of(
                        gets.cache(),
                        gets.hits() + gets.misses() == 0 ? "-" : format("%.1f %%", gets.hitRate() * 100),
                        Long.toString(gets.hits()),
                        Long.toString(gets.misses()),
                        Long.toString(gets.bypassed())))
                .toList();
        return new Table(List.of("cache", "hit rate", "hits", "misses", "bypassed"), rows);
    }

    private List<String> plain(String name, ToLongFunction<Measurement> figure) {
        return row(name, m -> Long.toString(figure.applyAsLong(m)), "");
    }

    /** @param less whether less is better, so that the factor says how many times less */
    private List<String> ratio(String name, ToDoubleFunction<Measurement> figure, String format, boolean less) {
        String factor = "";
        if (agent != null) {
            double before = figure.applyAsDouble(bare);
            double after = figure.applyAsDouble(agent);
            factor = less ? format("%.1fx fewer", before / after) : format("%.1fx", after / before);
        }
        return row(name, m -> format(format, figure.applyAsDouble(m)), factor);
    }

    private List<String> row(String name, Function<Measurement, String> figure, String factor) {
        return agent == null
                ? List.of(name, figure.apply(bare))
                : List.of(name, figure.apply(bare), figure.apply(agent), factor);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
