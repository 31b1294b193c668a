package dev.larder.engine.store.redis;

import dev.larder.engine.store.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a server is set up and how it does, as its INFO tells: CONFIG, which would tell more, is often forbidden. */
final class ServerCondition {
    private static final String BOUND =
            "set maxmemory in redis.conf to what the host can spare, and maxmemory-policy allkeys-lfu";

    private ServerCondition() {}

    static void examine(Map<String, String> said, List<Finding> findings) {
        memory(said, findings);
        persistence(said, findings);
    }

    private static void memory(Map<String, String> said, List<Finding> findings) {
        long most = number(said, "maxmemory");
        long used = number(said, "used_memory");
        String policy = said.getOrDefault("maxmemory_policy", "unknown");
        String what = "memory: " + megabytes(used) + " in use, maxmemory "
                + (most == 0 ? "0 (no bound)" : megabytes(most)) + ", policy " + policy;
        if (most == 0) {
            findings.add(Finding.warning(
                    what + ": Redis grows until the host has no memory left"
                            + (policy.equals("noeviction") ? ", and with noeviction drops nothing before" : ""),
                    BOUND));
        } else if (policy.equals("noeviction")) {
            findings.add(Finding.warning(
                    what + ": once it is full nothing new is stored, and writes that can't evict switch the cache off",
                    "set maxmemory-policy allkeys-lfu, or volatile-lfu where Redis holds other things as well"));
        } else if (used > most / 10 * 9) {
            findings.add(Finding.warning(
                    what + ": nearly full, with " + said.getOrDefault("evicted_keys", "0") + " keys dropped so far",
                    "raise maxmemory where the hit rate suffers"));
        } else {
            findings.add(Finding.ok(what));
        }
    }

    private static void persistence(Map<String, String> said, List<Finding> findings) {
        boolean log = "1".equals(said.get("aof_enabled"));
        if ("err".equals(said.get("rdb_last_bgsave_status")) || "err".equals(said.get("aof_last_write_status"))) {
            findings.add(
                    Finding.error(
                            "persistence: the last save failed, and Redis may refuse writes until one succeeds",
                            "see its log and its disk; a cache needs no persistence: save \"\" and appendonly no in redis.conf"));
        } else {
            findings.add(Finding.ok("persistence: append-only file " + (log ? "on" : "off") + ", last snapshot "
                    + said.getOrDefault("rdb_last_bgsave_status", "unknown")
                    + (log ? "; a cache needs none, it costs writes" : "")));
        }
    }

    private static long number(Map<String, String> said, String name) {
        try {
            return Long.parseLong(said.getOrDefault(name, "0"));
        } catch (NumberFormatException odd) {
            return 0;
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1 << 20));
    }
}
