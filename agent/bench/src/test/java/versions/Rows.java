package versions;

import java.sql.Connection;
import java.sql.SQLException;

/** Rows that count their own changes, so that who reads one can tell how old it is. */
public interface Rows {

    /** A piece of work. */
    interface Work<T> {
        T done() throws SQLException;
    }

    /**
     * All that the work does goes through one transaction. Rolled back where it answers null.
     *
     * @param isolation as {@link Connection} counts them
     */
    <T> T transaction(int isolation, Work<T> work) throws SQLException;

    /** Cached under its key. */
    long byKey(int row);

    /** Cached under a key that is evicted by a pattern, where there are any. */
    long byPattern(int row);

    /** Not cached. */
    long version(int row);

    /** One more; evicts both. */
    void change(int row);
}
