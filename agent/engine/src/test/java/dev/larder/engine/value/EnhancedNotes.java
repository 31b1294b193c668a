package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.PersistentAttributeInterceptable;

/** What {@link EnhancedEntityTest} runs in a loader where Hibernate's own enhancer has been through these entities. */
final class EnhancedNotes {

    @Entity(name = "Writer")
    public static class Writer {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @OneToMany(mappedBy = "writer")
        List<Note> notes = new ArrayList<>();

        public String getName() {
            return name;
        }

        public List<Note> getNotes() {
            return notes;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    @Entity(name = "Note")
    public static class Note {
        @Id
        @GeneratedValue
        Long id;

        String title;

        @Basic(fetch = FetchType.LAZY)
        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        Writer writer;

        public Long getId() {
            return id;
        }

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public Writer getWriter() {
            return writer;
        }

        public void setWriter(Writer writer) {
            this.writer = writer;
        }
    }

    static class Notes {
        Note note() {
            return null;
        }
    }

    private final Codec codec = CodecFixture.of(Notes.class, "note");
    private final SessionFactory factory = new Configuration()
            .addAnnotatedClass(Writer.class)
            .addAnnotatedClass(Note.class)
            .setProperty("hibernate.connection.url", "jdbc:h2:mem:notes")
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .setProperty("hibernate.generate_statistics", "true")
            .buildSessionFactory();
    private final long noteId = factory.fromTransaction(session -> {
        Writer writer = new Writer();
        writer.setName("ann");
        session.persist(writer);
        Note note = new Note();
        note.setTitle("t");
        note.setText("long");
        note.setWriter(writer);
        session.persist(note);
        session.flush();
        return note.getId();
    });

    static void all() throws Exception {
        EnhancedNotes notes = new EnhancedNotes();
        try {
            notes.they_are_enhanced();
            notes.what_is_loaded_comes_back_and_can_be_merged();
            notes.what_is_not_loaded_is_refused_while_the_session_is_open();
            notes.what_is_not_loaded_comes_back_so();
            notes.what_nothing_is_loaded_of_is_refused();
        } finally {
            notes.factory.close();
        }
    }

    private void they_are_enhanced() {
        assertThat(new Note()).isInstanceOf(PersistentAttributeInterceptable.class);
    }

    private void what_is_loaded_comes_back_and_can_be_merged() throws Exception {
        Note note = factory.fromTransaction(session -> {
            Note found = session.find(Note.class, noteId);
            assertThat(found.getText()).isEqualTo("long");
            assertThat(found.getWriter().getName()).isEqualTo("ann");
            Hibernate.initialize(found.getWriter().getNotes());
            return found;
        });
        factory.getStatistics().clear();
        Note back = (Note) CodecFixture.roundTrip(codec, note);
        assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        assertThat(back.getText()).isEqualTo("long");
        assertThat(back.getWriter().getName()).isEqualTo("ann");
        assertThat(back.getWriter().getNotes().get(0)).isSameAs(back);
        back.setTitle("changed");
        factory.inTransaction(session -> session.merge(back));
        String title = factory.fromTransaction(
                session -> session.find(Note.class, noteId).getTitle());
        assertThat(title).isEqualTo("changed");
    }

    private void what_is_not_loaded_is_refused_while_the_session_is_open() {
        factory.inTransaction(session -> {
            Note note = session.find(Note.class, noteId);
            factory.getStatistics().clear();
            assertThatThrownBy(() -> codec.encode(note))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("uninitialised attributes of " + Note.class.getName()
                            + " while its session is open; fetch it in the method, or add lazy: detached");
            assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        });
        assertThatThrownBy(() -> codec(ValueSettings.Lazy.REFUSE).encode(withoutText()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("uninitialised attributes of " + Note.class.getName() + " (lazy, not loaded)");
    }

    private static Codec codec(ValueSettings.Lazy lazy) throws Exception {
        return new Codecs()
                .forMethod(
                        Notes.class.getDeclaredMethod("note"),
                        Notes.class,
                        new ValueSettings(List.of(), lazy, false, 1 << 20, false));
    }

    private Note withoutText() {
        return factory.fromTransaction(session -> {
            Note found = session.find(Note.class, noteId);
            Hibernate.initialize(found.getWriter());
            assertThat(found.getWriter().getName()).isEqualTo("ann");
            assertThat(Hibernate.isPropertyInitialized(found, "text")).isFalse();
            return found;
        });
    }

    private void what_is_not_loaded_comes_back_so() throws Exception {
        Note note = withoutText();
        factory.getStatistics().clear();
        Note back = (Note) CodecFixture.roundTrip(codec, note);
        assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        for (Note each : List.of(note, back)) {
            assertThat(each.getTitle()).isEqualTo("changed");
            assertThat(each.getWriter().getName()).isEqualTo("ann");
            assertThat(Hibernate.isPropertyInitialized(each, "text")).isFalse();
            assertThatThrownBy(each::getText).isInstanceOf(LazyInitializationException.class);
        }
        back.setTitle("again");
        factory.inTransaction(session -> session.merge(back));
        factory.inTransaction(session -> {
            Note now = session.find(Note.class, noteId);
            assertThat(now.getTitle()).isEqualTo("again");
            assertThat(now.getText()).isEqualTo("long");
        });
        // What is set is there, and was not loaded for that
        back.setText("mine");
        assertThat(back.getText()).isEqualTo("mine");
    }

    private void what_nothing_is_loaded_of_is_refused() throws Exception {
        Note read = factory.fromTransaction(session -> {
            Note found = session.find(Note.class, noteId);
            assertThat(found.getText()).isEqualTo("long");
            return found;
        });
        factory.getStatistics().clear();
        for (ValueSettings.Lazy lazy : ValueSettings.Lazy.values()) {
            assertThatThrownBy(() -> codec(lazy).encode(read))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(Note.class.getName() + ".writer: uninitialised attributes of "
                            + Writer.class.getName() + " (lazy, not loaded)");
        }
        assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
    }
}
