package dev.larder.engine.rule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
     * @param methods woven so far
     * @param reason why the rule is refused or has failed, or what else its author should know; null when all is well
     * @param notes the last things that calls went without the cache for, the newest last
     */
    public record Entry(
            String rule,
            Origin at,
            Status status,
            List<WovenMethod> methods,
            @Nullable String reason,
            List<Note> notes) {

        public Entry {
            methods = List.copyOf(methods);
            notes = List.copyOf(notes);
        }

        /** The methods woven so far, in words. */
        public List<String> woven() {
            return methods.stream().map(WovenMethod::method).distinct().toList();
        }

        private Entry with(Status next, List<WovenMethod> woven, @Nullable String why) {
            return new Entry(rule, at, next, woven, why, notes);
        }
    }

    /**
     * A method that was woven for a rule.
     *
     * @param loader of its class, in words
     */
    public record WovenMethod(String method, String loader, Instant since) {}

    /** Something that happened on a call, in words. */
    public record Note(String words, Instant at) {}

    private static final int MOST_NOTES = 5;

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
        return new Entry(rule, at, enabled ? Status.PENDING : Status.DISABLED, List.of(), null, List.of());
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** A method was woven for this rule. A reason given earlier for another class no longer counts. */
    public synchronized void woven(String rule, String method, String loader) {
        Entry entry = entries.get(rule);
        if (entry != null
                && entry.methods().stream()
                        .noneMatch(one ->
                                one.method().equals(method) && one.loader().equals(loader))) {
            List<WovenMethod> woven = new ArrayList<>(entry.methods());
            woven.add(new WovenMethod(method, loader, now()));
            put(entry.with(Status.ACTIVE, woven, null));
        }
    }

    /** Something happened on a call that the rule's author should know. */
    public synchronized void note(String rule, String words) {
        Entry entry = entries.get(rule);
        if (entry != null) {
            List<Note> notes = new ArrayList<>(entry.notes());
            notes.removeIf(note -> note.words().equals(words));
            notes.add(new Note(words, now()));
            List<Note> last = notes.subList(Math.max(0, notes.size() - MOST_NOTES), notes.size());
            put(new Entry(rule, entry.at(), entry.status(), entry.methods(), entry.reason(), last));
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
        List<WovenMethod> woven = new ArrayList<>(entry.methods());
        woven.removeIf(one -> one.method().equals(method));
        put(entry.with(woven.isEmpty() ? Status.REFUSED : entry.status(), woven, reason));
        return true;
    }

    /** Larder failed at the rule. Returns true if this is news. */
    public synchronized boolean failed(String rule, String reason) {
        Entry entry = entries.get(rule);
        if (entry == null || reason.equals(entry.reason())) {
            return false;
        }
        put(entry.with(Status.FAILED, entry.methods(), reason));
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

    /** To the second: for people. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private void put(Entry entry) {
        entries.put(entry.rule(), entry);
    }
}
