package dev.larder.engine.store.memory;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A look into a memory store. */
final class MemoryInspection implements Inspection {
    private static final int BATCH = 500;

    private final Map<String, Slot> slots;
    private final Map<String, Tag> tags;
    private final Ticker ticker;
    private final long incarnation;

    MemoryInspection(Map<String, Slot> slots, Map<String, Tag> tags, Ticker ticker, long incarnation) {
        this.slots = slots;
        this.tags = tags;
        this.ticker = ticker;
        this.incarnation = incarnation;
    }

    @Override
    public void keys(String glob, Finder finder) throws StoreException {
        Pattern like = like(glob);
        List<String> batch = new ArrayList<>();
        for (String key : slots.keySet()) {
            if (like.matcher(key).matches()) {
                batch.add(key);
            }
            if (batch.size() == BATCH) {
                if (!finder.found(List.copyOf(batch))) {
                    return;
                }
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            finder.found(List.copyOf(batch));
        }
    }

    /** Redis' globs as a regular expression; a bracket that is never closed reaches to the end, as there. */
    private static Pattern like(String glob) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                case '\\' -> expression.append(Pattern.quote(glob.substring(++i, Math.min(++i, glob.length()))));
                case '[' -> i = bracket(glob, i, expression);
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
            if (c == '\\') {
                i--;
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    /** Returns where it is closed. */
    private static int bracket(String glob, int open, StringBuilder expression) {
        int close = glob.indexOf(']', open);
        int end = close < 0 ? glob.length() : close;
        boolean not = glob.startsWith("^", open + 1);
        String inside = glob.substring(open + (not ? 2 : 1), end).replaceAll("[\\[\\]\\\\^&]", "\\\\$0");
        if (inside.isEmpty()) {
            expression.append(not ? "." : "(?!)");
        } else {
            expression.append(not ? "[^" : "[").append(inside).append(']');
        }
        return end;
    }

    @Override
    public List<Outline> outlines(List<String> keys, boolean measured) {
        long now = ticker.read();
        return keys.stream().map(key -> outline(key, now, measured)).toList();
    }

    private Outline outline(String key, long now, boolean measured) {
        Slot slot = slots.get(key);
        if (slot == null) {
            return new Outline(key, List.of(), false, -1, 0);
        }
        List<String> fields = slot.values().keySet().stream()
                .filter(field -> slot.value(field, now) != null)
                .toList();
        boolean leased = slot.leases().keySet().stream().anyMatch(field -> slot.holder(field, now) != null);
        long left = Duration.ofNanos(Math.max(0, slot.end() - now)).toMillis();
        return new Outline(key, fields, leased, left, measured ? 2L * key.length() + slot.weight() : 0);
    }

    @Override
    public byte @Nullable [] value(String key, String field) {
        Slot slot = slots.get(key);
        return slot == null ? null : slot.value(field, ticker.read());
    }

    @Override
    public long[] generations(List<String> names) {
        return names.stream()
                .mapToLong(name -> {
                    Tag tag = tags.get(name);
                    return tag == null ? 0 : tag.generation();
                })
                .toArray();
    }

    @Override
    public Map<String, String> server() {
        return Map.of();
    }

    @Override
    public long incarnation() {
        return incarnation;
    }
}
