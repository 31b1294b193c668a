package dev.larder.weaver.watch;

import dev.larder.engine.coherence.UnitsOfWork;
import dev.larder.engine.log.Log;
import org.jspecify.annotations.Nullable;

/** Whom hooks tell what they see: the units of work over the store in use. Any thread. */
final class UnitsInUse {
    private final Log log;
    private volatile @Nullable UnitsOfWork units;

    UnitsInUse(Log log) {
        this.log = log;
    }

    /** Null where nothing is to be told any more. */
    @Nullable
    UnitsOfWork units() {
        return units;
    }

    void set(@Nullable UnitsOfWork next) {
        units = next;
    }

    /** A fault of Larder's in a hook: the application goes on as if nobody had watched. */
    void fault(Throwable fault) {
        try {
            log.fault(
                    "watching a transaction or a request failed, so that evictions may come too early or too late",
                    fault);
        } catch (Throwable deeper) {
            // No stack or no memory left: not even that can be told, and the application must not feel it.
        }
    }
}
