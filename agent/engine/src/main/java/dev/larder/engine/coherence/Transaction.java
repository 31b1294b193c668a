package dev.larder.engine.coherence;

/**
 * The door for whoever watches one transaction: a connection with autocommit off, an entity transaction, or one of JTA.
 * To be kept with what is watched, and with nothing else: a transaction that is collected as garbage counts as ended.
 *
 * <p>Any method may be called on any thread, in any order and number; after {@link #ended} none has an effect. None
 * throws. Evictions collected on the thread that began it wait until no other transaction of that thread is under way.
 */
public final class Transaction {

    /** What is known of what it may do. */
    public enum Access {
        READ_ONLY,
        WRITABLE,
        /** It works through a connection that is watched as well: an entity transaction, or one of JTA. */
        BY_ITS_CONNECTION
    }

    private final UnitOfWork unit;
    private final boolean inRequest;
    private Access access; // this and what follows: guarded by unit
    private boolean busy = true;
    private volatile boolean ended; // written under the monitor

    // Written under the monitor; read without, since it is asked at each statement
    private volatile boolean written;

    Transaction(UnitOfWork unit, Access access, boolean inRequest) {
        this.unit = unit;
        this.access = access;
        this.inRequest = inRequest;
    }

    /** Has become read-only or writable. */
    public void access(Access now) {
        unit.access(this, now);
    }

    /** A statement that may write is about to be executed in it, or has been. */
    public void wrote() {
        if (!written) {
            unit.wrote(this);
        }
    }

    /** Whether that is known already, so that {@link #wrote} would tell nothing new. */
    public boolean hasWritten() {
        return written;
    }

    /**
     * It is about to commit (or to be prepared, where two phases are taken): marks as in doubt what is to be evicted.
     * One round trip where there is any, none otherwise.
     *
     * @return false where the rules want the commit to fail rather than not to be announced
     */
    public boolean beforeCommit() {
        return unit.beforeCommit(this);
    }

    /** Has committed. What watches goes on, since with autocommit off the next statement begins another one. */
    public void committed() {
        unit.completed(this, true);
    }

    /** Has rolled back; also for a rollback to the beginning of a connection that stays out of autocommit. */
    public void rolledBack() {
        unit.completed(this, false);
    }

    /** The commit threw: it may or may not have come about, so that what was collected is evicted. */
    public void outcomeUnknown() {
        unit.completed(this, true);
    }

    /** Is over: autocommit is on again, or the outermost wrapper of the connection was closed. */
    public void ended() {
        unit.ended(this);
    }

    /** Whether it has {@link #ended}. */
    public boolean isOver() {
        return ended;
    }

    boolean inRequest() {
        return inRequest;
    }

    Access access() {
        return access;
    }

    void setAccess(Access now) {
        access = now;
    }

    boolean busy() {
        return busy;
    }

    void setBusy(boolean now) {
        busy = now;
    }

    void setWritten(boolean now) {
        written = now;
    }

    void setOver() {
        ended = true;
        busy = false;
    }
}
