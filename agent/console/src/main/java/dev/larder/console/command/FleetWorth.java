package dev.larder.console.command;

import dev.larder.console.JsonReader;
import dev.larder.engine.store.Fleet;
import dev.larder.engine.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All JVMs that can be heard of, and what their caches are worth together. Agents of this machine are asked, and tell what
 * is true now; others have told the store, a few seconds ago.
 *
 * @param unheard what couldn't be asked, and why
 */
record FleetWorth(List<JvmWorth> jvms, List<String> unheard) {

    FleetWorth {
        jvms = List.copyOf(jvms);
        unheard = List.copyOf(unheard);
    }

    /** @param fleet null where the store can't be asked */
    static FleetWorth gather(List<AgentClient> agents, @Nullable Fleet fleet) {
        List<JvmWorth> jvms = new ArrayList<>();
        List<String> unheard = new ArrayList<>();
        for (AgentClient agent : agents) {
            try {
                jvms.add(JvmWorth.of(agent.json("/caches")));
            } catch (RefusedException away) {
                unheard.add(String.valueOf(away.getMessage()));
            }
        }
        if (fleet != null) {
            try {
                for (byte[] report : fleet.reports()) {
                    told(report, jvms);
                }
            } catch (StoreException away) {
                unheard.add(String.valueOf(away.getMessage()));
            }
        }
        return new FleetWorth(jvms, unheard);
    }

    private static void told(byte[] report, List<JvmWorth> jvms) {
        try {
            JvmWorth worth = JvmWorth.of(JsonReader.read(new String(report, StandardCharsets.UTF_8)));
            if (jvms.stream().noneMatch(worth::same)) {
                jvms.add(worth);
            }
        } catch (IllegalArgumentException foreign) {
            // Somebody else's, or of a version to come
        }
    }

    /** By name, in the order in which the first JVM has them. */
    Map<String, CacheWorth> caches() {
        Map<String, CacheWorth> caches = new LinkedHashMap<>();
        for (JvmWorth jvm : jvms) {
            jvm.caches().forEach(cache -> caches.merge(cache.cache(), cache, CacheWorth::plus));
        }
        return caches;
    }
}
