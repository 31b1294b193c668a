package dev.larder.console.command;

import dev.larder.engine.Census;
import dev.larder.engine.SealSecret;
import dev.larder.engine.key.KnownTags;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.Lifetime;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.BadPayloadException;
import dev.larder.engine.value.Envelope;
import dev.larder.engine.value.ReadableValue;
import dev.larder.engine.value.Sealing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One value as it lies in the store, looked at by a person.
 *
 * @param created in milliseconds, 0 where the bytes don't tell
 * @param softExpiry in milliseconds, 0 for none
 * @param shape of the return type that wrote it
 * @param generations of its tags, as they are now; empty where the key doesn't tell its tags
 * @param served whether a call would be served it; null where that can't be told
 * @param why it wouldn't be served, or why that can't be told; empty where it would
 * @param json the value; null where it can't be shown
 * @param unreadable why it can't be shown; empty where it is
 */
record StoredValue(
        String cache,
        String field,
        int bytes,
        long created,
        long softExpiry,
        long shape,
        Map<String, Long> generations,
        @Nullable Boolean served,
        String why,
        @Nullable String json,
        String unreadable) {

    /** As the application writes and reads values, as far as its secret is known here. */
    static Envelope envelope(Rules rules) {
        try {
            return new Envelope(
                    SealSecret.read(rules.store().safety(), System::getenv).sealing());
        } catch (IllegalArgumentException unknown) {
            return new Envelope(Sealing.NONE);
        }
    }

    static StoredValue of(
            Rules rules, Envelope envelope, Inspection inspection, String key, String field, byte[] stored)
            throws StoreException {
        String cache = Census.cacheOf(field);
        String problem = envelope.problem(stored, key);
        if (problem != null) {
            return new StoredValue(
                    cache,
                    field,
                    stored.length,
                    0,
                    0,
                    0,
                    Map.of(),
                    // Whoever has the secret may be served what nobody can look into without
                    problem.contains("there is no secret here") ? null : Boolean.FALSE,
                    "it is " + problem,
                    null,
                    "it is " + problem);
        }
        CacheRule rule = rules.caches().stream()
                .filter(one -> one.name().equals(cache))
                .findFirst()
                .orElse(null);
        Map<String, Long> generations = generations(rules, rule, inspection, key);
        Boolean served = null;
        String why = "its tags can't be told by the key alone";
        if (Envelope.incarnation(stored) != inspection.incarnation()) {
            served = false;
            why = "it was stored by another life of the server";
        } else if (!generations.isEmpty()) {
            long[] now =
                    generations.values().stream().mapToLong(Long::longValue).toArray();
            served = Envelope.generationsMatch(stored, now);
            why = served ? "" : "one of its tags was evicted since, or the rules have other patterns now";
        }
        if (!Boolean.FALSE.equals(served) && rule != null && outlived(rule.lifetime(), stored)) {
            served = false;
            why = "its time is over: it stands in for a load that throws, and no more";
        }
        String json = null;
        String unreadable = "";
        try {
            Envelope.Body body = envelope.body(stored, key);
            json = new Secrets(rule == null ? Set.of() : rule.secrets())
                    .hidden(ReadableValue.json(body.bytes(), body.offset(), body.length()));
        } catch (BadPayloadException compact) {
            // Whole, or the envelope would have told
            unreadable = "it was stored without readable: true, so that only the application can read it";
        }
        return new StoredValue(
                cache,
                field,
                stored.length,
                Envelope.createdMillis(stored),
                Envelope.softExpiryMillis(stored),
                Envelope.shape(stored),
                generations,
                served,
                why,
                json,
                unreadable);
    }

    private static boolean outlived(Lifetime lifetime, byte[] stored) {
        long end = Envelope.softExpiryMillis(stored);
        Duration reload = lifetime.staleWhileReload() == null ? Duration.ZERO : lifetime.staleWhileReload();
        return end != 0 && System.currentTimeMillis() >= end + reload.toMillis();
    }

    private static Map<String, Long> generations(
            Rules rules, @Nullable CacheRule rule, Inspection inspection, String key) throws StoreException {
        if (rule == null) {
            return Map.of();
        }
        List<Pattern> patterns = new ArrayList<>();
        rules.invalidations().forEach(invalidation -> patterns.addAll(invalidation.evict()));
        List<String> tags = KnownTags.of(rule.keys(), patterns, key);
        if (tags == null) {
            return Map.of();
        }
        long[] now = inspection.generations(tags);
        Map<String, Long> generations = new LinkedHashMap<>();
        for (int i = 0; i < now.length; i++) {
            generations.put(tags.get(i), now[i]);
        }
        return generations;
    }
}
