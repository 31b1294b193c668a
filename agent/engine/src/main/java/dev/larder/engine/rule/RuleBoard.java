package dev.larder.engine.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of each rule: a rule that does nothing says why. Read by people through logs, metrics and pages; written
 * when classes are woven and linked, never on a call. Safe for use by many threads.
 */
public final class RuleBoard {

    public enum Status {
        /** No class that the rule names has been loaded yet. */
        PENDING,
        /** At least one method is woven. */
        ACTIVE,
        /** Classes were found, but nothing could be woven, or a woven method can't be served: the reason says why. */
        REFUSED,
        /** Larder itself failed at it. */
        FAILED,
        /** Switched off in the rule file. */
        DISABLED
    }

    /**
     * @param woven the methods woven so far, in words
     * @param reason why the rule is refused or has failed, or what else its author should know; null when all is well
     */
    public record Entry(
            String rule,
            Origin at,
            Status status,
            List<String> woven,
            @Nullable String reason) {

        public Entry {
            woven = List.copyOf(woven);
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public RuleBoard(Rules rules) {
        for (CacheRule cache : rules.caches()) {
            put(entry(cache.name(), cache.at(), cache.enabled()));
        }
        for (InvalidationRule invalidation : rules.invalidations()) {
            put(entry(invalidation.name(), invalidation.at(), invalidation.enabled()));
        }
    }

    private static Entry entry(String rule, Origin at, boolean enabled) {
        return new Entry(rule, at, enabled ? Status.PENDING : Status.DISABLED, List.of(), null);
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** A method was woven for this rule. A reason given earlier for another class no longer counts. */
    public synchronized void woven(String rule, String method) {
        Entry entry = entries.get(rule);
        if (entry != null && !entry.woven().contains(method)) {
            List<String> woven = new ArrayList<>(entry.woven());
            woven.add(method);
            put(new Entry(rule, entry.at(), Status.ACTIVE, woven, null));
        }
    }

    /**
     * Something that the rule names can't be served. The rule stays active while other methods of it are woven.
     *
     * @param method as given to {@link #woven}, where it had been woven before the refusal; null otherwise
     * @return true if this is news for the rule, so that the caller reports it once
     */
    public synchronized boolean refused(String rule, @Nullable String method, String reason) {
        Entry entry = entries.get(rule);
        if (entry == null || reason.equals(entry.reason())) {
            return false;
        }
        List<String> woven = new ArrayList<>(entry.woven());
        woven.remove(method);
        put(new Entry(rule, entry.at(), woven.isEmpty() ? Status.REFUSED : entry.status(), woven, reason));
        return true;
    }

    /** Larder failed at the rule. Returns true if this is news. */
    public synchronized boolean failed(String rule, String reason) {
        Entry entry = entries.get(rule);
        if (entry == null || reason.equals(entry.reason())) {
            return false;
        }
        put(new Entry(rule, entry.at(), Status.FAILED, entry.woven(), reason));
        return true;
    }

    /** {@code 9 rules, 7 active, 1 pending, 1 refused: name (reason)}. */
    public synchronized String summary() {
        StringBuilder text =
                new StringBuilder().append(entries.size()).append(entries.size() == 1 ? " rule" : " rules");
        for (Status status : Status.values()) {
            long count = entries.values().stream()
                    .filter(entry -> entry.status() == status)
                    .count();
            if (count > 0) {
                text.append(", ").append(count).append(' ').append(word(status));
            }
        }
        return text.toString();
    }

    public static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private void put(Entry entry) {
        entries.put(entry.rule(), entry);
    }
}
