package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.TransformerException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.persistence.exceptions.ValidationException;
import org.eclipse.persistence.indirection.IndirectList;
import org.eclipse.persistence.indirection.IndirectMap;
import org.eclipse.persistence.indirection.IndirectSet;
import org.eclipse.persistence.indirection.ValueHolder;
import org.eclipse.persistence.indirection.WeavedAttributeValueHolderInterface;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EclipseLinkTest {

    @Entity(name = "Shelf")
    public static class Shelf {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.LAZY)
        @JoinTable(name = "shelf_books")
        @OrderBy("title")
        List<Book> books = new ArrayList<>();

        @ManyToMany(cascade = CascadeType.ALL)
        @JoinTable(name = "shelf_lent")
        Set<Book> lent = new HashSet<>();

        @ElementCollection
        @MapKeyColumn
        Map<String, Integer> counts = new HashMap<>();
    }

    @Entity(name = "Book")
    public static class Book {
        @Id
        @GeneratedValue
        Long id;

        String title;

        public Book() {}

        Book(String title) {
            this.title = title;
        }
    }

    static class Shelves {
        Shelf shelf() {
            return null;
        }

        Weaved weaved() {
            return null;
        }
    }

    private static EntityManagerFactory factory;
    private static long shelfId;

    private final Codec codec = CodecFixture.of(Shelves.class, "shelf");

    @BeforeAll
    static void start() {
        Properties properties = new Properties();
        properties.setProperty("jakarta.persistence.jdbc.url", "jdbc:h2:mem:shelves;DB_CLOSE_DELAY=-1");
        properties.setProperty("jakarta.persistence.jdbc.driver", "org.h2.Driver");
        properties.setProperty("eclipselink.ddl-generation", "create-tables");
        properties.setProperty("eclipselink.weaving", "false");
        properties.setProperty("eclipselink.cache.shared.default", "false");
        properties.setProperty("eclipselink.logging.level", "OFF");
        factory = new PersistenceProvider().createContainerEntityManagerFactory(unit(properties), properties);
    }

    /** Two entities and no file; whatever else a container would say is left to the provider. */
    private static PersistenceUnitInfo unit(Properties properties) {
        URL home = EclipseLinkTest.class.getProtectionDomain().getCodeSource().getLocation();
        Map<String, Object> answers = Map.of(
                "getPersistenceUnitName", "shelves",
                "getManagedClassNames", List.of(Shelf.class.getName(), Book.class.getName()),
                "excludeUnlistedClasses", true,
                "getPersistenceUnitRootUrl", home,
                "getProperties", properties,
                "getClassLoader", EclipseLinkTest.class.getClassLoader(),
                "getNewTempClassLoader", EclipseLinkTest.class.getClassLoader(),
                "getJarFileUrls", List.of(),
                "getMappingFileNames", List.of());
        return (PersistenceUnitInfo) Proxy.newProxyInstance(
                EclipseLinkTest.class.getClassLoader(),
                new Class<?>[] {PersistenceUnitInfo.class},
                (self, method, arguments) -> answers.get(method.getName()));
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    private static <T> T within(Function<EntityManager, T> work) {
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

    @BeforeEach
    void fill() {
        shelfId = within(manager -> {
            Shelf shelf = new Shelf();
            shelf.name = "s";
            shelf.books.addAll(List.of(new Book("b"), new Book("a")));
            shelf.lent.add(new Book("c"));
            shelf.counts.putAll(Map.of("old", 3, "new", 1));
            manager.persist(shelf);
            manager.flush();
            return shelf.id;
        });
    }

    private static Shelf loaded() {
        return within(manager -> {
            Shelf shelf = manager.find(Shelf.class, shelfId);
            assertThat(shelf.books.size() + shelf.lent.size() + shelf.counts.size())
                    .isEqualTo(5);
            return shelf;
        });
    }

    @Test
    void loaded_collections_come_back_as_their_own_classes_and_can_be_read() throws Exception {
        Shelf shelf = loaded();
        assertThat(shelf.books).isInstanceOf(IndirectList.class);
        Shelf back = (Shelf) CodecFixture.roundTrip(codec, shelf);
        assertThat(back.books)
                .isExactlyInstanceOf(IndirectList.class)
                .extracting(book -> book.title)
                .containsExactly("a", "b");
        assertThat(back.lent)
                .isExactlyInstanceOf(IndirectSet.class)
                .extracting(book -> book.title)
                .containsExactly("c");
        assertThat(back.counts)
                .isExactlyInstanceOf(IndirectMap.class)
                .containsEntry("old", 3)
                .hasSize(2);
        back.books.add(new Book("z"));
        back.counts.put("z", 1);
        assertThat(back.books).hasSize(3);
        assertThat(back.counts).hasSize(3);
        assertThat(shelf.books).hasSize(2);
    }

    @Test
    void a_copy_can_be_changed_and_merged() throws Exception {
        Shelf back = (Shelf) CodecFixture.roundTrip(codec, loaded());
        back.name = "changed";
        back.books.remove(0);
        back.counts.put("old", 4);
        within(manager -> manager.merge(back));
        Shelf now = within(manager -> {
            Shelf shelf = manager.find(Shelf.class, shelfId);
            assertThat(shelf.books).extracting(book -> book.title).containsExactly("b");
            assertThat(shelf.counts).containsEntry("old", 4).hasSize(2);
            assertThat(shelf.lent).hasSize(1);
            return shelf;
        });
        assertThat(now.name).isEqualTo("changed");
    }

    @Test
    void a_collection_that_was_not_loaded_is_refused_and_stays_so() throws Exception {
        Shelf shelf = within(manager -> manager.find(Shelf.class, shelfId));
        assertThatThrownBy(() -> codec.encode(shelf))
                .isInstanceOf(RefusedException.class)
                .hasMessageMatching(".*EclipseLinkTest\\$Shelf\\.\\w+: uninitialised Indirect\\w+ while its session is"
                        + " open; fetch it in the method, or add lazy: detached");
        assertThatThrownBy(() -> codec(ValueSettings.Lazy.REFUSE).encode(shelf))
                .isInstanceOf(RefusedException.class)
                .hasMessageMatching(
                        ".*EclipseLinkTest\\$Shelf\\.\\w+: uninitialised Indirect\\w+ \\(lazy, not loaded\\)");
        for (Object each : List.of(shelf.books, shelf.lent, shelf.counts)) {
            assertThat(((org.eclipse.persistence.indirection.IndirectContainer<?>) each).isInstantiated())
                    .isFalse();
        }
    }

    private static Codec codec(ValueSettings.Lazy lazy) throws Exception {
        return new Codecs()
                .forMethod(
                        Shelves.class.getDeclaredMethod("shelf"),
                        Shelves.class,
                        new ValueSettings(List.of(), lazy, false, 1 << 20, false));
    }

    @Test
    void a_collection_that_was_not_loaded_comes_back_so_where_the_rule_has_it() throws Exception {
        Shelf shelf = within(manager -> manager.find(Shelf.class, shelfId));
        Shelf back = (Shelf) CodecFixture.roundTrip(codec(ValueSettings.Lazy.DETACHED), shelf);
        assertThat(back.books).isExactlyInstanceOf(IndirectList.class);
        assertThat(back.lent).isExactlyInstanceOf(IndirectSet.class);
        assertThat(back.counts).isExactlyInstanceOf(IndirectMap.class);
        assertThatThrownBy(() -> back.books.size()).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> back.lent.isEmpty()).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> back.counts.get("old")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> back.books.iterator().hasNext()).isInstanceOf(ValidationException.class);
        assertThat(((IndirectList<?>) shelf.books).isInstantiated()).isFalse();
        back.name = "changed";
        within(manager -> manager.merge(back));
        Shelf now = loaded();
        assertThat(now.name).isEqualTo("changed");
        assertThat(now.counts).containsEntry("old", 3).hasSize(2);
    }

    @Test
    void entities_that_eclipselink_itself_wove_come_back_or_are_refused() throws Exception {
        List<ClassTransformer> weavers = new ArrayList<>();
        WovenLetters.factory(
                        "true",
                        EclipseLinkTest.class.getClassLoader(),
                        transformer -> weavers.add((ClassTransformer) transformer))
                .close();
        assertThat(weavers).hasSize(1);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (OwnLoader loader = OwnLoader.of(List.of(), name -> false, (name, bytes) -> {
            try {
                return WovenLetters.ENTITIES.contains(name)
                        ? weavers.get(0).transform(before, name.replace('.', '/'), null, null, bytes)
                        : null;
            } catch (TransformerException fault) {
                throw new AssertionError(fault);
            }
        })) {
            Thread.currentThread().setContextClassLoader(loader);
            Method all = loader.loadClass(WovenLetters.class.getName()).getDeclaredMethod("all");
            all.setAccessible(true);
            assertThatCode(() -> all.invoke(null)).doesNotThrowAnyException();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** As EclipseLink's weaver leaves an entity behind. */
    @SuppressWarnings({"MemberName", "unused"})
    static class Weaved {
        String name = "n";
        Book book;
        protected WeavedAttributeValueHolderInterface<Object> _persistence_book_vh;
        protected transient Object _persistence_session = new Thread();
        protected Object _persistence_fetchGroup;
    }

    /** Says that it is loaded, or not, and fails the test if it is asked to. */
    private static final class Unloaded extends ValueHolder<Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isInstantiated() {
            return false;
        }

        @Override
        public Object getValue() {
            throw new AssertionError("was loaded");
        }
    }

    @Test
    void a_woven_entity_comes_back_with_what_its_holders_have_and_without_what_was_woven() throws Exception {
        Codec weaved = CodecFixture.of(Shelves.class, "weaved");
        Weaved entity = new Weaved();
        entity._persistence_book_vh = new ValueHolder<>(new Book("held"));
        Weaved back = (Weaved) CodecFixture.roundTrip(weaved, entity);
        assertThat(back.book.title).isEqualTo("held");
        assertThat(back._persistence_book_vh).isNull();
        assertThat(back._persistence_session).isNull();
        assertThat(entity.book).as("the application's own is left as it is").isNull();
    }

    @Test
    void a_woven_entity_that_is_not_all_loaded_is_refused() {
        Codec weaved = CodecFixture.of(Shelves.class, "weaved");
        Weaved lazy = new Weaved();
        lazy._persistence_book_vh = new Unloaded();
        assertThatThrownBy(() -> weaved.encode(lazy))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("uninitialised book of " + Weaved.class.getName() + " while its session is open");
        Weaved partly = new Weaved();
        partly._persistence_fetchGroup = new Object();
        assertThatThrownBy(() -> weaved.encode(partly))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(Weaved.class.getName() + " is only partly loaded, by a fetch group");
    }
}
