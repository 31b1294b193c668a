package dev.larder.engine.store.memory;

import java.util.HashMap;
import java.util.Map;

/** The marks that stand on one key or tag: the writers, each with the end of its mark as the ticker counts. Immutable. */
record Marks(Map<Long, Long> ends) {

    static final Marks NONE = new Marks(Map.of());

    boolean none() {
        return ends.isEmpty();
    }

    /** Whether any that isn't the writer's own has run out. */
    boolean stale(long own, long now) {
        for (Map.Entry<Long, Long> mark : ends.entrySet()) {
            if (mark.getKey() != own && mark.getValue() - now <= 0) {
                return true;
            }
        }
        return false;
    }

    /** Those that stand, without the writer's own. */
    Marks standing(long own, long now) {
        if (none()) {
            return this;
        }
        Map<Long, Long> left = new HashMap<>(ends);
        left.entrySet().removeIf(mark -> mark.getKey() == own || mark.getValue() - now <= 0);
        return left.isEmpty() ? NONE : new Marks(Map.copyOf(left));
    }

    Marks with(long writer, long end) {
        Map<Long, Long> more = new HashMap<>(ends);
        more.put(writer, end);
        return new Marks(Map.copyOf(more));
    }
}
