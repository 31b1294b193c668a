package dev.larder.engine.value;

/**
 * What the last values of a method were like, since the next one will be, too: with room for it from the start, what is
 * written isn't copied each time it has grown. A guess, that no result depends on.
 *
 * @param room for the bytes
 * @param objects how many there are
 * @param classes that they name
 */
record Usual(int room, int objects, ClassTable classes) {
    static final Usual NOTHING = new Usual(0, 1, ClassTable.EMPTY);

    private static final int MOST_ROOM = 1 << 16;
    private static final int MOST_OBJECTS = 1 << 12;

    /** What it is now that one more value was written. */
    Usual after(int wroteRoom, int wroteObjects, ClassTable wroteClasses) {
        int nextRoom = learned(room, roomy(wroteRoom), MOST_ROOM);
        int nextObjects = learned(objects, Math.max(1, wroteObjects), MOST_OBJECTS);
        return nextRoom == room && nextObjects == objects && wroteClasses == classes
                ? this
                : new Usual(nextRoom, nextObjects, wroteClasses);
    }

    /** Writing a number asks for the most that one can take. */
    private static int roomy(int wrote) {
        return wrote + wrote / 16 + 16;
    }

    /** Up at once, down only where it is far too much: values differ. */
    private static int learned(int before, int now, int most) {
        return now > before || now < before / 4 ? Math.min(most, now) : before;
    }
}
