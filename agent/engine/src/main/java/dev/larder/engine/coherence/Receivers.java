package dev.larder.engine.coherence;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a method is called on many objects, while its key tells nothing of them: they share values, which is right
 * for a service that is made anew for each request and wrong for an object with a state of its own. Any thread.
 */
final class Receivers {
    /** More than an application's beans of one class; fewer than its entities. */
    private static final int MANY = 16;

    private final AtomicReferenceArray<@Nullable WeakReference<Object>> known = new AtomicReferenceArray<>(MANY);
    private volatile @Nullable Runnable report;

    /** @param report what to do once, when there are many */
    Receivers(Runnable report) {
        this.report = report;
    }

    /** The usual one is compared with and no more; nothing is once it has been reported. */
    void seen(Object self) {
        if (report == null) {
            return;
        }
        WeakReference<Object> first = known.getPlain(0);
        if (first == null || first.get() != self) {
            among(self);
        }
    }

    private void among(Object self) {
        for (int i = 0; i < MANY; i++) {
            WeakReference<Object> one = known.get(i);
            if (one == null) {
                // A place that another thread takes meanwhile is lost to this object until its next call
                known.compareAndSet(i, null, new WeakReference<>(self));
                return;
            }
            if (one.get() == self) {
                return;
            }
        }
        Runnable due = report;
        report = null;
        if (due != null) {
            due.run();
        }
    }
}
