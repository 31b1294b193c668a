package dev.larder.engine.store.redis;

import dev.larder.engine.store.Targets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where evictions that could not be carried out outlive this JVM. Each is queued, in memory, and counts as remembered once
 * it is synced. Any thread; what fails is told to people and never to callers, for whom memory alone has to do then.
 */
interface Journal extends AutoCloseable {

    /** For a store that keeps them in memory alone. */
    Journal NONE = new Journal() {
        @Override
        public long queue(Targets targets) {
            return 0;
        }

        @Override
        public long queueEverything(Collection<String> cacheTags) {
            return 0;
        }

        @Override
        public void sync(long ticket) {}

        @Override
        public @Nullable Opened opened() {
            return null;
        }

        @Override
        public long queued() {
            return 0;
        }

        @Override
        public void sent(long ticket) {}

        @Override
        public void close() {}
    };

    /**
     * Puts a line behind all others; returns at once.
     *
     * @return a ticket for {@link #sync}
     */
    long queue(Targets targets);

    /** As the other: all that the namespace's caches hold has to go. */
    long queueEverything(Collection<String> cacheTags);

    /** Returns once all that was queued up to the ticket is on disk, or can't be brought there. */
    void sync(long ticket);

    /**
     * Opens the file, if it isn't open and may be now.
     *
     * @return once after each opening; null where nothing was opened since the last time
     */
    @Nullable
    Opened opened();

    /**
     * @param found what lay in the file, to be carried out before anything is read
     * @param missed whether something was queued before that isn't in there, so that what is pending has to be queued anew
     */
    record Opened(PendingEvictions found, boolean missed) {}

    /** The ticket of what was queued last. */
    long queued();

    /** All up to the ticket has been carried out: the file is emptied, unless more was queued since then. */
    void sent(long ticket);

    @Override
    void close();
}
