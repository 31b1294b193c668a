package dev.larder.console.command;

import dev.larder.console.JsonReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has agents make remembered calls again, and waits for their end. */
record CallWarming(
        List<AgentClient> agents,
        @Nullable String cache,
        @Nullable Integer top,
        @Nullable Integer rate) {
    private static final int LOOKS_A_SECOND = 5;

    /**
     * What came of it.
     *
     * @param made calls, of all JVMs together
     * @param failures how often each came
     * @param leftOut methods of which no calls are made again, and why
     * @param problems of agents that don't do it at all
     */
    record Result(
            int made, int failed, Map<String, Long> failures, Map<String, String> leftOut, List<String> problems) {}

    Result run(ProgressBar bar) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        List<AgentClient> at = new ArrayList<>();
        for (AgentClient agent : agents) {
            try {
                agent.post(path());
                at.add(agent);
            } catch (RefusedException refused) {
                problems.add(String.valueOf(refused.getMessage()));
            }
        }
        Map<AgentClient, Map<String, @Nullable Object>> last = new LinkedHashMap<>();
        while (!look(at, last, problems, bar)) {
            TimeUnit.MILLISECONDS.sleep(1_000 / LOOKS_A_SECOND);
        }
        return result(last, problems);
    }

    private String path() {
        List<String> query = new ArrayList<>();
        if (cache != null) {
            query.add("cache=" + URLEncoder.encode(cache, StandardCharsets.UTF_8));
        }
        if (top != null) {
            query.add("top=" + top);
        }
        if (rate != null) {
            query.add("rate=" + rate);
        }
        return "/warm" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    /** True where all have ended. */
    private static boolean look(
            List<AgentClient> at,
            Map<AgentClient, Map<String, @Nullable Object>> last,
            List<String> problems,
            ProgressBar bar) {
        boolean ended = true;
        for (AgentClient agent : List.copyOf(at)) {
            try {
                Map<String, @Nullable Object> said = JsonReader.object(agent.json("/warmth"));
                last.put(agent, said);
                ended &= !Boolean.TRUE.equals(said.get("running"));
            } catch (RefusedException gone) {
                problems.add(String.valueOf(gone.getMessage()));
                at.remove(agent);
            }
        }
        bar.show(sum(last, "done"), sum(last, "all"), sum(last, "failed"));
        return ended;
    }

    private static int sum(Map<AgentClient, Map<String, @Nullable Object>> last, String name) {
        return last.values().stream()
                .mapToInt(said -> (int) CacheWorth.number(said.get(name)))
                .sum();
    }

    private Result result(Map<AgentClient, Map<String, @Nullable Object>> last, List<String> problems) {
        Map<String, Long> failures = new TreeMap<>();
        Map<String, String> leftOut = new TreeMap<>();
        last.forEach((agent, said) -> {
            JsonReader.object(said.get("failures"))
                    .forEach((failure, count) -> failures.merge(failure, (long) CacheWorth.number(count), Long::sum));
            for (Object method : JsonReader.array(said.get("methods"))) {
                Map<String, @Nullable Object> share = JsonReader.object(method);
                String name = CacheWorth.text(share.get("cache"));
                String obstacle = CacheWorth.text(share.get("obstacle"));
                if (!obstacle.isEmpty() && (cache == null || cache.equals(name))) {
                    leftOut.put(name + ": " + CacheWorth.text(share.get("method")), obstacle);
                }
            }
            String stopped = CacheWorth.text(said.get("stopped"));
            if (!stopped.isEmpty()) {
                problems.add(agent.name() + ": " + stopped);
            }
        });
        return new Result(sum(last, "done"), sum(last, "failed"), failures, leftOut, List.copyOf(problems));
    }
}
