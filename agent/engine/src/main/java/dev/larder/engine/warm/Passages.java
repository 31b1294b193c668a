package dev.larder.engine.warm;

import dev.larder.engine.CallHandler;
import dev.larder.engine.OpenCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Which proxies calls of one cache pass on their way to a body: what they add, a transaction above all, has to be there as
 * well when a call is made again. A body knows nothing of the proxies around it, so that these are woven too, and say for a
 * while which calls they let through. Once the outermost is known, a call costs them one read. Any thread.
 */
public final class Passages implements CallHandler {
    private final ThreadLocal<Deque<Passing>> passing = ThreadLocal.withInitial(ArrayDeque::new);

    private volatile boolean present;
    private volatile boolean learning;

    /** A call within a proxy. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Passing(Object proxy, @Nullable Object[] arguments) {}

    /** A proxy's class has turned up. */
    public void present() {
        present = true;
        learning = true;
    }

    /** Whether there are proxies, so that a body that was called directly tells nothing. */
    boolean arePresent() {
        return present;
    }

    void learning(boolean wanted) {
        if (present) {
            learning = wanted;
        }
    }

    @Override
    public @Nullable Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        if (!learning || self == null) {
            return null;
        }
        Deque<Passing> open = passing.get();
        open.push(new Passing(self, arguments));
        return (OpenCall) (returned, thrown) -> {
            open.poll();
            if (open.isEmpty()) {
                passing.remove();
            }
            return null;
        };
    }

    /** The outermost proxy that this thread's call of a body has come through; null where it came through none. */
    @Nullable
    Object outermost(@Nullable Object[] arguments) {
        if (!learning) {
            return null;
        }
        Deque<Passing> open = passing.get();
        if (open.isEmpty()) {
            passing.remove();
            return null;
        }
        Object outermost = null;
        // Innermost first: where another call of the same cache begins, its arguments are others
        for (Iterator<Passing> each = open.iterator(); each.hasNext(); ) {
            Passing call = each.next();
            if (!same(call.arguments(), arguments)) {
                break;
            }
            outermost = call.proxy();
        }
        return outermost;
    }

    /** Handed on as they are, but for primitive ones, which each proxy puts into a box of its own. */
    private static boolean same(@Nullable Object[] one, @Nullable Object[] other) {
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < one.length; i++) {
            Object left = one[i];
            boolean boxed = left instanceof Number || left instanceof Boolean || left instanceof Character;
            if (left != other[i] && !(boxed && left.equals(other[i]))) {
                return false;
            }
        }
        return true;
    }
}
