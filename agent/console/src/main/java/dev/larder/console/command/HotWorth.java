package dev.larder.console.command;

import dev.larder.console.JsonReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hottest keys and the slowest loads of the agents that can be asked; JVMs elsewhere tell nobody their keys.
 *
 * @param keys the hottest first
 * @param loads the slowest first
 */
record HotWorth(List<Key> keys, List<Load> loads) {
    private static final int LONGEST = 60;

    record Key(String cache, String key, long calls) {}

    record Load(String cache, String key, double seconds, double ago) {}

    /** Nothing of agents that don't say it. */
    static HotWorth gather(List<AgentClient> agents) {
        Map<String, Key> keys = new TreeMap<>();
        List<Load> loads = new ArrayList<>();
        for (AgentClient agent : agents) {
            try {
                for (Object one :
                        JsonReader.array(JsonReader.object(agent.json("/hot")).get("caches"))) {
                    add(JsonReader.object(one), keys, loads);
                }
            } catch (RefusedException | IllegalArgumentException silent) {
                // It wants a token that isn't known here, say; its figures are there all the same
            }
        }
        List<Key> hottest = new ArrayList<>(keys.values());
        hottest.sort(Comparator.comparingLong(Key::calls).reversed());
        loads.sort(Comparator.comparingDouble(Load::seconds).reversed());
        return new HotWorth(hottest, loads);
    }

    private static void add(Map<String, @Nullable Object> said, Map<String, Key> keys, List<Load> loads) {
        String cache = CacheWorth.text(said.get("cache"));
        for (Object one : JsonReader.array(said.get("keys"))) {
            Map<String, @Nullable Object> hot = JsonReader.object(one);
            String key = CacheWorth.text(hot.get("key"));
            keys.merge(
                    cache + " " + key,
                    new Key(cache, key, (long) CacheWorth.number(hot.get("calls"))),
                    (own, other) -> new Key(cache, key, own.calls() + other.calls()));
        }
        for (Object one : JsonReader.array(said.get("slow"))) {
            Map<String, @Nullable Object> slow = JsonReader.object(one);
            loads.add(new Load(
                    cache,
                    CacheWorth.text(slow.get("key")),
                    CacheWorth.number(slow.get("seconds")),
                    CacheWorth.number(slow.get("ago"))));
        }
    }

    /** @param most of each */
    List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        if (!keys.isEmpty()) {
            TextTable table = new TextTable("HOT KEY", "CACHE", "CALLS, ABOUT");
            keys.stream()
                    .limit(most)
                    .forEach(key -> table.row(brief(key.key()), key.cache(), Shown.count(key.calls())));
            lines.add("");
            lines.addAll(table.lines());
        }
        if (!loads.isEmpty()) {
            TextTable table = new TextTable("SLOW LOAD", "CACHE", "TOOK", "AGO");
            loads.stream()
                    .limit(most)
                    .forEach(load -> table.row(
                            brief(load.key()), load.cache(), Shown.seconds(load.seconds()), Shown.seconds(load.ago())));
            lines.add("");
            lines.addAll(table.lines());
        }
        return lines;
    }

    /** A line that wraps would push others off the screen. */
    private static String brief(String key) {
        return key.length() <= LONGEST ? key : key.substring(0, LONGEST - 1) + "…";
    }
}
