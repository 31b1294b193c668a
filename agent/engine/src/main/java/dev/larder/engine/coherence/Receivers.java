package dev.larder.engine.coherence;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a method is called on more than one object, while its key tells nothing of them: they share values, which is
 * right for a service that is made anew for each request, and wrong for an object with a state of its own, two
 * repositories of one library class among them. Any thread.
 */
final class Receivers {
    private volatile @Nullable WeakReference<Object> first;
    private volatile @Nullable Runnable report;

    /** @param report what to do once, when there is another */
    Receivers(Runnable report) {
        this.report = report;
    }

    /** The usual one is compared with and no more; nothing is once it has been reported. */
    void seen(Object self) {
        Runnable due = report;
        if (due == null) {
            return;
        }
        WeakReference<Object> usual = first;
        Object known = usual == null ? null : usual.get();
        if (known == self) {
            return;
        }
        if (known == null) {
            // The first, or the one after a first that is gone: a bean that was made anew
            first = new WeakReference<>(self);
            return;
        }
        report = null;
        due.run();
    }
}
