package dev.larder.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counters that a process has published, at one moment, by name and labels. */
record Figures(Map<String, Double> values) {

    /** @param prometheus a scrape in the Prometheus text format */
    static Figures parse(String prometheus) {
        Map<String, Double> values = new HashMap<>();
        for (String line : prometheus.lines().toList()) {
            int value = line.lastIndexOf(' ');
            if (!line.startsWith("#") && value > 0) {
                values.put(line.substring(0, value), Double.valueOf(line.substring(value + 1)));
            }
        }
        return new Figures(Map.copyOf(values));
    }

    /** By how much each has grown since then. */
    Figures since(Figures earlier) {
        Map<String, Double> grown = new HashMap<>();
        values.forEach((name, value) -> grown.put(name, value - earlier.values.getOrDefault(name, 0.0)));
        return new Figures(Map.copyOf(grown));
    }

    /** How the calls of each cache were answered, in the order of their names. */
    List<CacheGets> cacheGets() {
        Map<String, Map<String, Double>> gets = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith("cache_gets_total{")) {
                gets.computeIfAbsent(label(name, "cache"), cache -> new HashMap<>())
                        .merge(label(name, "result"), value, Double::sum);
            }
        });
        return gets.entrySet().stream()
                .map(entry -> CacheGets.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The rules of this status, in the order of their names. */
    Collection<String> rules(String status) {
        Collection<String> rules = new TreeSet<>();
        values.forEach((name, value) -> {
            if (name.startsWith("larder_rule_info{")
                    && value == 1
                    && label(name, "status").equals(status)) {
                rules.add(label(name, "rule"));
            }
        });
        return rules;
    }

    private static String label(String name, String label) {
        int from = Math.max(name.indexOf("{" + label + "=\""), name.indexOf("," + label + "=\""));
        String value = from < 0 ? null : Text.between(name, "=\"", "\"", from);
        return value == null ? "" : value;
    }
}
