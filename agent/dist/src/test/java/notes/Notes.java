package notes;

import java.util.Optional;

/** What the pages need of the notes; there is one implementation, on JDBC. */
interface Notes {

    Optional<Note> find(long id);

    void save(long id, String title);
}
