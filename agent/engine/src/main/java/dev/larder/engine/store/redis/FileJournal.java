package dev.larder.engine.store.redis;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.JournalClaims;
import dev.larder.engine.store.Targets;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file. Whoever syncs first writes what all others have queued by then, so that many writers that find the
 * store away share the time that the disk takes.
 *
 * <p>A file that can't be opened or written is tried again after a while, since what stands in the way often goes: the JVM
 * before this one ends, the disk is given room.
 */
final class FileJournal implements Journal {

    private static final Duration NEXT_TRY = Duration.ofSeconds(1);

    private final Path path;
    private final String namespace;
    private final Supplier<List<String>> cacheTags;
    private final JournalClaims claims;
    private final Log log;

    /** Never held while anything is written. */
    private final ReentrantLock queue = new ReentrantLock();

    private List<byte[]> waiting = new ArrayList<>(); // guarded by queue
    private long queued; // guarded by queue

    /** Held by whoever writes. Those who wait for it wait for the same disk. */
    private final ReentrantLock writer = new ReentrantLock();

    private long synced; // guarded by writer
    private @Nullable JournalFile file; // guarded by writer
    private @Nullable PendingEvictions found; // guarded by writer
    private long triedAt; // guarded by writer
    private boolean tried; // guarded by writer
    private boolean told; // guarded by writer
    private boolean covered; // guarded by writer: a line in the file evicts everything
    private boolean missed; // guarded by writer: not all that was queued is in the file
    private boolean closed; // guarded by writer

    /** @param cacheTags the tags that every entry carries one of */
    FileJournal(Path path, String namespace, Supplier<List<String>> cacheTags, JournalClaims claims, Log log) {
        this.path = path;
        this.namespace = namespace;
        this.cacheTags = cacheTags;
        this.claims = claims;
        this.log = log;
    }

    @Override
    public long queue(Targets targets) {
        return queue(new JournalLine(false, targets));
    }

    @Override
    public long queueEverything(Collection<String> tags) {
        return queue(everything(tags));
    }

    private static JournalLine everything(Collection<String> tags) {
        return new JournalLine(true, Targets.of(Set.of(), tags));
    }

    private long queue(JournalLine line) {
        byte[] bytes = line.bytes();
        queue.lock();
        try {
            waiting.add(bytes);
            return ++queued;
        } finally {
            queue.unlock();
        }
    }

    @Override
    public long queued() {
        queue.lock();
        try {
            return queued;
        } finally {
            queue.unlock();
        }
    }

    @Override
    public void sync(long ticket) {
        writer.lock();
        try {
            if (synced >= ticket) {
                return;
            }
            List<byte[]> lines;
            queue.lock();
            try {
                lines = waiting;
                waiting = new ArrayList<>();
                synced = queued;
            } finally {
                queue.unlock();
            }
            open();
            write(lines);
        } finally {
            writer.unlock();
        }
    }

    private void write(List<byte[]> lines) {
        JournalFile to = file;
        if (to == null) {
            missed = true;
            return;
        }
        if (covered) {
            return;
        }
        byte[] all = new byte[lines.stream().mapToInt(line -> line.length).sum()];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
        }
        try {
            if (to.length() + all.length > JournalFile.LONGEST / 2) {
                // It grows where the store never stays up for long enough to be rid of all
                to.add(everything(cacheTags.get()).bytes());
                covered = true;
            } else {
                to.add(all);
            }
        } catch (IOException | RuntimeException failed) {
            giveUp(failed);
        }
    }

    @Override
    public @Nullable Opened opened() {
        writer.lock();
        try {
            open();
            PendingEvictions now = found;
            if (now == null) {
                return null;
            }
            Opened opened = new Opened(now, missed);
            found = null;
            missed = false;
            return opened;
        } finally {
            writer.unlock();
        }
    }

    private void open() {
        if (file != null || closed || (tried && System.nanoTime() - triedAt < NEXT_TRY.toNanos())) {
            return;
        }
        tried = true;
        triedAt = System.nanoTime();
        if (!claims.take(path)) {
            // A store whose place this one takes gives it back as soon as nothing is left to be evicted there
            return;
        }
        try {
            JournalFile opened = JournalFile.open(path, namespace);
            if (opened == null) {
                tell(true, "is in use by another JVM", "give each JVM a file of its own (store.journal)");
            } else {
                file = opened;
                told = false;
                covered = false;
                found = read(opened.found());
            }
        } catch (IOException | RuntimeException failed) {
            failed(failed);
        } finally {
            if (file == null) {
                claims.giveBack(path);
            }
        }
    }

    private void giveUp(Exception why) {
        close(file);
        file = null;
        missed = true;
        claims.giveBack(path);
        failed(why);
    }

    private void failed(Exception why) {
        if (why instanceof JournalFile.Unfit) {
            tell(true, "is left alone: " + why.getMessage(), "name another file in store.journal");
        } else {
            tell(
                    false,
                    "can't be written: " + reason(why),
                    "see that its directory is there, that this user may write to it, and that the disk has room");
        }
    }

    private static String reason(Exception why) {
        if (why instanceof NoSuchFileException) {
            return "its directory is missing";
        }
        if (why instanceof AccessDeniedException) {
            return "access is denied";
        }
        return String.valueOf(why.getMessage());
    }

    private void tell(boolean wrongly, String what, String todo) {
        if (told) {
            return;
        }
        told = true;
        String text = "the journal " + path + " " + what
                + ". Until it can be used, evictions that can't be sent are kept in memory alone: " + todo;
        if (wrongly) {
            log.error(text);
        } else {
            log.warn(text);
        }
    }

    private PendingEvictions read(byte[] lines) {
        PendingEvictions all = new PendingEvictions(cacheTags);
        if (lines.length > JournalFile.LONGEST) {
            damaged(all, "is too long to be read");
            return all;
        }
        int from = 0;
        for (int at = 0; at < lines.length; at++) {
            if (lines[at] == '\n') {
                JournalLine line = JournalLine.read(lines, from, at);
                if (line == null) {
                    damaged(all, "is damaged");
                } else if (line.everything()) {
                    all.addEverything(line.targets().tags());
                } else {
                    all.add(line.targets(), 0);
                }
                from = at + 1;
            }
        }
        if (all.size() > 0) {
            log.info("the journal " + path + " holds evictions that could not be sent: they are carried out before"
                    + " anything is read");
        }
        return all;
    }

    private void damaged(PendingEvictions all, String what) {
        if (!all.everything()) {
            log.warn("the journal " + path + " " + what
                    + ": all that the caches of the namespace hold is evicted, since it can't be told what had to be");
        }
        all.addEverything(new HashSet<>());
    }

    @Override
    public void sent(long ticket) {
        writer.lock();
        try {
            if (file == null || found != null || !nothingQueuedAfter(ticket)) {
                return;
            }
            file.clear();
            covered = false;
        } catch (IOException | RuntimeException failed) {
            giveUp(failed);
        } finally {
            writer.unlock();
        }
    }

    /** Where it is so, what still waits to be written was carried out with the rest. */
    private boolean nothingQueuedAfter(long ticket) {
        queue.lock();
        try {
            if (queued != ticket) {
                return false;
            }
            waiting.clear();
            synced = queued;
            return true;
        } finally {
            queue.unlock();
        }
    }

    @Override
    public void close() {
        writer.lock();
        try {
            closed = true;
            if (file != null) {
                close(file);
                file = null;
                claims.giveBack(path);
            }
        } finally {
            writer.unlock();
        }
    }

    private static void close(@Nullable JournalFile open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException lost) {
            // What was forced is on disk
        }
    }
}
