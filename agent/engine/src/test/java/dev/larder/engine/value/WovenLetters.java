package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Basic;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.persistence.exceptions.ValidationException;
import org.eclipse.persistence.jpa.JpaHelper;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/** What {@link EclipseLinkTest} runs in a loader where EclipseLink's own weaver has been through these entities. */
final class WovenLetters {
    static final List<String> ENTITIES = List.of(Letter.class.getName(), Person.class.getName(), Card.class.getName());

    @Entity(name = "Letter")
    public static class Letter {
        @Id
        @GeneratedValue
        Long id;

        String title;

        @ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.PERSIST)
        Person sender;

        @OneToMany(fetch = FetchType.LAZY, cascade = CascadeType.PERSIST)
        List<Person> readers = new ArrayList<>();

        public String getTitle() {
            return title;
        }

        public Person getSender() {
            return sender;
        }

        public List<Person> getReaders() {
            return readers;
        }
    }

    @Entity(name = "Person")
    public static class Person {
        @Id
        @GeneratedValue
        Long id;

        String name;

        public String getName() {
            return name;
        }
    }

    @Entity(name = "Card")
    public static class Card {
        @Id
        @GeneratedValue
        Long id;

        String title;

        @Basic(fetch = FetchType.LAZY)
        String text;

        public String getText() {
            return text;
        }
    }

    static class Letters {
        Letter letter() {
            return null;
        }

        Card card() {
            return null;
        }
    }

    private final EntityManagerFactory factory;
    private final AtomicInteger queries = new AtomicInteger();
    private long letterId;
    private long cardId;

    private WovenLetters() {
        factory = factory("static", WovenLetters.class.getClassLoader(), transformer -> {});
        JpaHelper.getServerSession(factory).getEventManager().addListener(new SessionEventAdapter() {
            @Override
            public void preExecuteQuery(SessionEvent event) {
                queries.incrementAndGet();
            }
        });
    }

    /** @param weaving of what the weaver is given first, or does not happen for these classes have been through it */
    static EntityManagerFactory factory(String weaving, ClassLoader loader, Consumer<Object> transformers) {
        Properties properties = new Properties();
        properties.setProperty("jakarta.persistence.jdbc.url", "jdbc:h2:mem:letters;DB_CLOSE_DELAY=-1");
        properties.setProperty("jakarta.persistence.jdbc.driver", "org.h2.Driver");
        properties.setProperty("eclipselink.ddl-generation", "create-tables");
        properties.setProperty("eclipselink.weaving", weaving);
        properties.setProperty("eclipselink.cache.shared.default", "false");
        properties.setProperty("eclipselink.logging.level", "OFF");
        Map<String, Object> answers = Map.of(
                "getPersistenceUnitName",
                "letters " + weaving,
                "getManagedClassNames",
                ENTITIES,
                "excludeUnlistedClasses",
                true,
                "getPersistenceUnitRootUrl",
                WovenLetters.class.getProtectionDomain().getCodeSource().getLocation(),
                "getProperties",
                properties,
                "getClassLoader",
                loader,
                "getNewTempClassLoader",
                loader,
                "getJarFileUrls",
                List.of(),
                "getMappingFileNames",
                List.of());
        PersistenceUnitInfo unit = (PersistenceUnitInfo) Proxy.newProxyInstance(
                loader, new Class<?>[] {PersistenceUnitInfo.class}, (self, method, arguments) -> {
                    if (method.getName().equals("addTransformer")) {
                        transformers.accept(arguments[0]);
                    }
                    return answers.get(method.getName());
                });
        return new PersistenceProvider().createContainerEntityManagerFactory(unit, properties);
    }

    static void all() throws Exception {
        WovenLetters letters = new WovenLetters();
        try {
            letters.fill();
            letters.they_are_woven();
            letters.what_is_loaded_comes_back();
            letters.what_is_not_loaded_is_refused_while_it_could_be();
            letters.what_is_not_loaded_comes_back_so();
            letters.what_a_fetch_group_left_out_is_refused();
        } finally {
            letters.factory.close();
        }
    }

    private <T> T within(Function<EntityManager, T> work) {
        EntityManager manager = factory.createEntityManager();
        try {
            manager.getTransaction().begin();
            T result = work.apply(manager);
            manager.getTransaction().commit();
            return result;
        } finally {
            manager.close();
        }
    }

    private void fill() {
        letterId = within(manager -> {
            Letter letter = new Letter();
            letter.title = "t";
            letter.sender = new Person();
            letter.sender.name = "ann";
            letter.readers.add(new Person());
            manager.persist(letter);
            Card card = new Card();
            card.text = "long";
            manager.persist(card);
            manager.flush();
            cardId = card.id;
            return letter.id;
        });
    }

    private Letter found() {
        return within(manager -> manager.find(Letter.class, letterId));
    }

    private static Codec codec(String method, ValueSettings.Lazy lazy) throws Exception {
        return new Codecs()
                .forMethod(
                        Letters.class.getDeclaredMethod(method),
                        Letters.class,
                        new ValueSettings(List.of(), lazy, false, 1 << 20, false));
    }

    private void they_are_woven() {
        assertThat(Letter.class.getDeclaredFields())
                .extracting(field -> field.getName())
                .contains("_persistence_sender_vh");
    }

    private void what_is_loaded_comes_back() throws Exception {
        Letter letter = within(manager -> {
            Letter found = manager.find(Letter.class, letterId);
            assertThat(found.getSender().getName()).isEqualTo("ann");
            assertThat(found.getReaders()).hasSize(1);
            return found;
        });
        Letter back = (Letter) CodecFixture.roundTrip(codec("letter", ValueSettings.Lazy.BY_SESSION), letter);
        assertThat(back.getSender().getName()).isEqualTo("ann");
        assertThat(back.getReaders()).hasSize(1);
    }

    /** EclipseLink loads by the session of the server, after the entity manager is closed, too. */
    private void what_is_not_loaded_is_refused_while_it_could_be() throws Exception {
        Letter letter = found();
        queries.set(0);
        assertThatThrownBy(() -> codec("letter", ValueSettings.Lazy.BY_SESSION).encode(letter))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("uninitialised sender of " + Letter.class.getName()
                        + " while its session is open; fetch it in the method, or add lazy: detached");
        assertThatThrownBy(() -> codec("letter", ValueSettings.Lazy.REFUSE).encode(letter))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("uninitialised sender of " + Letter.class.getName() + " (lazy, not loaded)");
        assertThat(queries).hasValue(0);
        assertThat(letter.getSender().getName()).isEqualTo("ann");
        assertThat(queries).hasPositiveValue();
    }

    private void what_is_not_loaded_comes_back_so() throws Exception {
        Letter letter = found();
        queries.set(0);
        Letter back = (Letter) CodecFixture.roundTrip(codec("letter", ValueSettings.Lazy.DETACHED), letter);
        assertThat(back.getTitle()).isEqualTo("t");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(back::getSender).isInstanceOf(ValidationException.class);
            assertThatThrownBy(() -> back.getReaders().size()).isInstanceOf(ValidationException.class);
        }
        assertThat(queries).hasValue(0);
        // One more time through: there is no session now, and so nothing that anybody could load
        Letter again = (Letter) CodecFixture.roundTrip(codec("letter", ValueSettings.Lazy.BY_SESSION), back);
        assertThatThrownBy(again::getSender).isInstanceOf(ValidationException.class);
        back.title = "changed";
        within(manager -> manager.merge(back));
        Letter now = found();
        assertThat(now.getTitle()).isEqualTo("changed");
        assertThat(now.getSender().getName()).isEqualTo("ann");
        assertThat(now.getReaders()).hasSize(1);
    }

    private void what_a_fetch_group_left_out_is_refused() throws Exception {
        Card card = within(manager -> manager.find(Card.class, cardId));
        queries.set(0);
        for (ValueSettings.Lazy lazy : ValueSettings.Lazy.values()) {
            assertThatThrownBy(() -> codec("card", lazy).encode(card))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(Card.class.getName() + " is only partly loaded, by a fetch group");
        }
        assertThat(queries).hasValue(0);
        assertThat(card.getText()).isEqualTo("long");
    }
}
