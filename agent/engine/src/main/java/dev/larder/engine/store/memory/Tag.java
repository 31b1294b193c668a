package dev.larder.engine.store.memory;

/**
 * A tag: its generation, the number of its last eviction, that of the last of anything in the cache (of a cache's own
 * tag), and the marks, with the generation that they cover. Immutable.
 *
 * @param generation 0 while marks stand
 * @param covered 0 where it must not come back
 */
record Tag(long generation, long stamp, long last, long covered, Marks marks) {

    static Tag drawn(long generation, long stamp) {
        return new Tag(generation, stamp, stamp, 0, Marks.NONE);
    }

    Tag evicted(long drawn, long number, Marks left) {
        return new Tag(left.none() ? drawn : 0, number, last, drawn, left);
    }

    Tag marked(Marks more) {
        return new Tag(0, stamp, last, marks.none() ? generation : covered, more);
    }

    Tag unmarked(long drawn, Marks left) {
        if (!left.none()) {
            return new Tag(0, stamp, last, covered, left);
        }
        return new Tag(covered == 0 ? drawn : covered, stamp, last, 0, left);
    }

    Tag withLast(long number) {
        return new Tag(generation, stamp, number, covered, marks);
    }
}
