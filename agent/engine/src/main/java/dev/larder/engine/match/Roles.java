package dev.larder.engine.match;

import dev.larder.engine.Selection;
import dev.larder.engine.Selection.Purpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one method does for the rules that chose it: it evicts for all that want that, or serves one cache. A method that
 * evicts is never served from a cache, for a hit would leave undone what it writes.
 *
 * @param refused why the others go without it, in words that follow the method's name
 */
public record Roles(List<Selection> served, Map<Selection, String> refused) {

    public static Roles of(List<Selection> chosen) {
        List<Selection> evicting = of(chosen, Purpose.EVICT);
        List<Selection> caching = of(chosen, Purpose.CACHE);
        List<Selection> served = evicting.isEmpty() ? caching.subList(0, Math.min(1, caching.size())) : evicting;
        Map<Selection, String> refused = new LinkedHashMap<>();
        for (Selection late : caching) {
            if (!served.contains(late)) {
                refused.put(
                        late,
                        evicting.isEmpty()
                                ? "is cached by " + caching.get(0).rule() + " already"
                                : "evicts as well, by " + evicting.get(0).rule());
            }
        }
        return new Roles(served, refused);
    }

    private static List<Selection> of(List<Selection> chosen, Purpose purpose) {
        return chosen.stream()
                .filter(selection -> selection.purpose() == purpose)
                .toList();
    }
}
