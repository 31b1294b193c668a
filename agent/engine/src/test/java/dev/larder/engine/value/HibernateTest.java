package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.SortNatural;
import org.hibernate.cfg.Configuration;
import org.hibernate.collection.spi.PersistentBag;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.collection.spi.PersistentList;
import org.hibernate.collection.spi.PersistentMap;
import org.hibernate.collection.spi.PersistentSet;
import org.hibernate.collection.spi.PersistentSortedSet;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HibernateTest {

    @Entity(name = "Author")
    static class Author {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @OneToMany(mappedBy = "author")
        List<Post> posts = new ArrayList<>();

        public Long getId() {
            return id;
        }

        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Author author && getName().equals(author.getName());
        }

        @Override
        public int hashCode() {
            return getName().hashCode();
        }
    }

    @Embeddable
    static class Spot implements Serializable {
        private static final long serialVersionUID = 1L;

        int bank;
        int place;

        @Override
        public boolean equals(Object other) {
            return other instanceof Spot spot && bank == spot.bank && place == spot.place;
        }

        @Override
        public int hashCode() {
            return bank * 31 + place;
        }
    }

    /** Its identifier is got at by no method. */
    @Entity(name = "Seat")
    static class Seat {
        @EmbeddedId
        Spot spot;

        String price;

        String price() {
            return price;
        }
    }

    /** Its identifier is an object of its own class. */
    @Entity(name = "Ticket")
    static class Ticket implements Serializable {
        private static final long serialVersionUID = 1L;

        @Id
        int play;

        @Id
        int number;

        @Override
        public boolean equals(Object other) {
            return other instanceof Ticket ticket && play == ticket.play && number == ticket.number;
        }

        @Override
        public int hashCode() {
            return play * 31 + number;
        }
    }

    @Entity(name = "Tag")
    static class Tag {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @Override
        public boolean equals(Object other) {
            return other instanceof Tag tag && name.equals(tag.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    @Entity(name = "Post")
    static class Post {
        @Id
        @GeneratedValue
        Long id;

        String title;

        @ManyToOne(fetch = FetchType.LAZY)
        Author author;

        @ManyToMany(cascade = CascadeType.PERSIST)
        Set<Tag> tags = new HashSet<>();

        @ElementCollection
        @OrderBy
        List<String> comments = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        List<String> sections = new ArrayList<>();

        @ElementCollection
        @SortNatural
        SortedSet<String> words = new TreeSet<>();

        @ElementCollection
        @MapKeyColumn
        Map<String, Integer> votes = new HashMap<>();
    }

    static class Posts {
        Post post() {
            return null;
        }

        List<Post> posts() {
            return null;
        }

        Author author() {
            return null;
        }

        Seat seat() {
            return null;
        }

        Ticket ticket() {
            return null;
        }

        Object anything() {
            return null;
        }
    }

    private static SessionFactory factory;
    private static long postId;
    private static long authorId;

    private final Codec codec = CodecFixture.of(Posts.class, "post");

    @BeforeAll
    static void start() {
        factory = new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Tag.class)
                .addAnnotatedClass(Post.class)
                .addAnnotatedClass(Seat.class)
                .addAnnotatedClass(Ticket.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:values")
                .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                .setProperty("hibernate.generate_statistics", "true")
                .buildSessionFactory();
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @BeforeEach
    void fill() {
        factory.inTransaction(session -> {
            Author author = new Author();
            author.name = "ann";
            session.persist(author);
            Post post = new Post();
            post.title = "t";
            post.author = author;
            for (String name : List.of("a", "b", "c")) {
                Tag tag = new Tag();
                tag.name = name;
                post.tags.add(tag);
            }
            post.comments.addAll(List.of("one", "two"));
            post.sections.addAll(List.of("first", "second"));
            post.words.addAll(List.of("z", "y"));
            post.votes.putAll(Map.of("up", 3, "down", 1));
            session.persist(post);
            session.flush();
            postId = post.id;
            authorId = author.id;
        });
    }

    private static Post loaded(Session session) {
        Post post = session.find(Post.class, postId);
        for (Object each :
                new Object[] {post.author, post.tags, post.comments, post.sections, post.words, post.votes}) {
            Hibernate.initialize(each);
        }
        Hibernate.initialize(Hibernate.unproxy(post.author, Author.class).posts);
        return post;
    }

    private Post copy() {
        return factory.fromTransaction(session -> {
            Post post = loaded(session);
            session.getSessionFactory().getStatistics().clear();
            try {
                Post back = (Post) CodecFixture.roundTrip(codec, post);
                assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
                return back;
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
        });
    }

    @Test
    void initialised_collections_come_back_as_their_own_classes_and_can_be_read() {
        Post back = copy();
        assertThat(back.tags).isExactlyInstanceOf(PersistentSet.class).hasSize(3);
        assertThat(back.comments).isExactlyInstanceOf(PersistentBag.class).containsExactly("one", "two");
        assertThat(back.sections).isExactlyInstanceOf(PersistentList.class).containsExactly("first", "second");
        assertThat(back.words).isExactlyInstanceOf(PersistentSortedSet.class).containsExactly("y", "z");
        assertThat(back.votes)
                .isExactlyInstanceOf(PersistentMap.class)
                .containsEntry("up", 3)
                .hasSize(2);
        Tag known = new Tag();
        known.name = "b";
        assertThat(back.tags.contains(known)).isTrue();
        assertThat(Hibernate.isInitialized(back.tags)).isTrue();
        assertThat(((PersistentCollection<?>) back.tags).getRole()).isNull();
        assertThat(((PersistentCollection<?>) back.tags).getStoredSnapshot()).isNull();
        back.tags.add(new Tag() {
            {
                name = "d";
            }
        });
        back.comments.add("three");
        assertThat(back.tags).hasSize(4);
        assertThat(back.comments).hasSize(3);
    }

    @Test
    void an_initialised_proxy_comes_back_as_its_entity() {
        factory.inTransaction(
                session -> assertThat(session.find(Post.class, postId).author).isInstanceOf(HibernateProxy.class));
        Post back = copy();
        assertThat(back.author).isExactlyInstanceOf(Author.class);
        assertThat(back.author.getName()).isEqualTo("ann");
        assertThat(back.author.posts.get(0)).isSameAs(back);
    }

    @Test
    void a_copy_can_be_changed_and_merged() {
        Post back = copy();
        back.title = "changed";
        back.comments.add("three");
        back.tags.removeIf(tag -> tag.name.equals("a"));
        back.votes.put("up", 4);
        factory.inTransaction(session -> session.merge(back));
        Post now = factory.fromTransaction(HibernateTest::loaded);
        assertThat(now.title).isEqualTo("changed");
        assertThat(now.comments).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(now.tags).extracting(tag -> tag.name).containsExactlyInAnyOrder("b", "c");
        assertThat(now.votes).containsEntry("up", 4).hasSize(2);
        assertThat(now.words).containsExactly("y", "z");
    }

    @Test
    void a_copy_that_was_not_changed_merges_without_a_change() {
        Post back = copy();
        factory.getStatistics().clear();
        factory.inTransaction(session -> session.merge(back));
        assertThat(factory.getStatistics().getEntityUpdateCount()).isZero();
        assertThat(factory.getStatistics().getCollectionRecreateCount()).isZero();
        assertThat(factory.getStatistics().getCollectionRemoveCount()).isZero();
    }

    @Test
    void an_uninitialised_collection_is_refused_and_not_loaded() {
        factory.inTransaction(session -> {
            Post post = session.find(Post.class, postId);
            Hibernate.initialize(post.author);
            factory.getStatistics().clear();
            assertThatThrownBy(() -> codec.encode(post))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageMatching(
                            ".*HibernateTest\\$Post\\.\\w+: uninitialised Persistent\\w+ while its session is"
                                    + " open; fetch it in the method, or add lazy: detached");
            assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        });
    }

    private static Codec codec(ValueSettings.Lazy lazy) throws Exception {
        return new Codecs()
                .forMethod(
                        Posts.class.getDeclaredMethod("post"),
                        Posts.class,
                        new ValueSettings(List.of(), lazy, false, 1 << 20, false));
    }

    /** All of it loaded, but its tags, whose session is closed. */
    private static Post lazyTags() {
        Post post = factory.fromTransaction(session -> {
            Post found = loaded(session);
            session.evict(found);
            return found;
        });
        post.tags = factory.fromTransaction(session -> session.find(Post.class, postId)).tags;
        return post;
    }

    @Test
    void an_uninitialised_collection_of_a_closed_session_comes_back_as_it_is() throws Exception {
        Post post = lazyTags();
        factory.getStatistics().clear();
        Post back = (Post) CodecFixture.roundTrip(codec, post);
        assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        assertThat(back.tags).isExactlyInstanceOf(PersistentSet.class);
        assertThat(Hibernate.isInitialized(back.tags)).isFalse();
        assertThatThrownBy(() -> back.tags.size()).isInstanceOf(org.hibernate.LazyInitializationException.class);
        assertThat(back.comments).containsExactlyInAnyOrder("one", "two");
        // As with any detached entity, merging it leaves what was not loaded as it is in the database
        factory.inTransaction(session -> assertThat(session.merge(back).tags).hasSize(3));
    }

    @Test
    void the_rule_may_refuse_what_is_not_loaded_or_take_it_from_an_open_session() throws Exception {
        assertThatThrownBy(() -> codec(ValueSettings.Lazy.REFUSE).encode(lazyTags()))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "dev.larder.engine.value.HibernateTest$Post.tags: uninitialised PersistentSet (lazy, not loaded)");
        Codec detached = codec(ValueSettings.Lazy.DETACHED);
        factory.inTransaction(session -> {
            Post post = session.find(Post.class, postId);
            Hibernate.initialize(post.author);
            factory.getStatistics().clear();
            try {
                Post back = (Post) CodecFixture.roundTrip(detached, post);
                assertThat(Hibernate.isInitialized(back.votes)).isFalse();
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
            assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        });
    }

    @Test
    void an_uninitialised_proxy_is_refused_while_its_session_is_open_and_not_loaded() {
        Post post = factory.fromTransaction(HibernateTest::loaded);
        factory.inTransaction(session -> {
            post.author = session.getReference(Author.class, authorId);
            factory.getStatistics().clear();
            assertThatThrownBy(() -> codec.encode(post))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("dev.larder.engine.value.HibernateTest$Post.author: uninitialised proxy of"
                            + " dev.larder.engine.value.HibernateTest$Author while its session is open; fetch it in"
                            + " the method, or add lazy: detached");
            assertThatThrownBy(() -> codec(ValueSettings.Lazy.REFUSE).encode(post))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageEndingWith("HibernateTest$Author (lazy, not loaded)");
            try {
                Post back = (Post) CodecFixture.roundTrip(codec(ValueSettings.Lazy.DETACHED), post);
                assertThat(Hibernate.isInitialized(back.author)).isFalse();
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
            assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        });
    }

    private static Post lazyAuthor() {
        Post post = factory.fromTransaction(HibernateTest::loaded);
        post.author = factory.fromTransaction(session -> session.getReference(Author.class, authorId));
        return post;
    }

    /** The copy in the same state as the original, for whoever asks. */
    private static void assertSameProxy(Author back, Author original) {
        assertThat(back).isInstanceOf(HibernateProxy.class);
        assertThat(back.getClass()).isSameAs(original.getClass());
        for (Author each : List.of(original, back)) {
            assertThat(Hibernate.isInitialized(each)).isFalse();
            assertThat(each.getId()).isEqualTo(authorId);
            assertThatThrownBy(each::getName)
                    .isInstanceOf(org.hibernate.LazyInitializationException.class)
                    .hasMessageContaining("Author")
                    .hasMessageContaining(String.valueOf(authorId));
            assertThatThrownBy(each::hashCode).isInstanceOf(org.hibernate.LazyInitializationException.class);
            assertThat(((HibernateProxy) each).getHibernateLazyInitializer().getEntityName())
                    .isEqualTo(Author.class.getName());
            assertThat(((HibernateProxy) each).getHibernateLazyInitializer().getPersistentClass())
                    .isSameAs(Author.class);
        }
    }

    @Test
    void an_uninitialised_proxy_of_a_closed_session_comes_back_as_it_is() throws Exception {
        Post post = lazyAuthor();
        factory.getStatistics().clear();
        Post back = (Post) CodecFixture.roundTrip(codec, post);
        assertSameProxy(back.author, post.author);
        assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        // Merged as any detached entity is: the reference is the one that was
        back.title = "changed";
        factory.inTransaction(session -> session.merge(back));
        Post now = factory.fromTransaction(HibernateTest::loaded);
        assertThat(now.title).isEqualTo("changed");
        assertThat(now.author.getName()).isEqualTo("ann");
    }

    @Test
    void a_proxy_comes_back_as_one_however_many_lead_to_it() throws Exception {
        Author author = lazyAuthor().author;
        Object back = CodecFixture.roundTrip(CodecFixture.of(Posts.class, "author"), author);
        assertSameProxy((Author) back, author);
        Codec any = CodecFixture.of(Posts.class, "anything", Author.class.getName());
        List<?> two = (List<?>) CodecFixture.roundTrip(any, new ArrayList<>(List.of(author, Map.of(1, author))));
        assertThat(((Map<?, ?>) two.get(1)).get(1)).isSameAs(two.get(0));
        assertSameProxy((Author) two.get(0), author);
    }

    @Test
    void a_proxy_of_an_entity_outside_the_closure_is_refused_in_the_entitys_words() {
        Author author = lazyAuthor().author;
        assertThatThrownBy(() -> CodecFixture.of(Posts.class, "anything").encode(author))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        Author.class.getName() + " is not among the types that the method declares; to cache it, add"
                                + " allow: [\"dev.larder.engine.value.*\"]");
    }

    @Test
    void a_proxy_whose_class_no_session_factory_has_made_here_is_a_bad_payload() throws Exception {
        byte[] bytes = codec.encode(lazyAuthor());
        try (OwnLoader elsewhere = OwnLoader.of(List.of(), name -> false, (name, file) -> null)) {
            Class<?> owner = elsewhere.loadClass(Posts.class.getName());
            Codec other = new Codecs().forMethod(owner.getDeclaredMethod("post"), owner, ValueSettings.DEFAULTS);
            assertThat(other.shape()).isEqualTo(codec.shape());
            assertThatThrownBy(() -> other.decode(bytes, 0, bytes.length))
                    .isInstanceOf(BadPayloadException.class)
                    .hasMessage("a class outside the closure");
        }
    }

    @Test
    void a_proxy_of_an_embedded_identifier_comes_back() throws Exception {
        Spot spot = new Spot();
        spot.bank = 7;
        Seat seat = factory.fromTransaction(session -> session.getReference(Seat.class, spot));
        Seat back = (Seat) CodecFixture.roundTrip(CodecFixture.of(Posts.class, "seat"), seat);
        assertThat(((HibernateProxy) back).getHibernateLazyInitializer().getIdentifier())
                .isEqualTo(spot)
                .isNotSameAs(spot);
        assertThatThrownBy(back::price).isInstanceOf(org.hibernate.LazyInitializationException.class);
    }

    @Test
    void a_proxy_whose_identifier_has_several_parts_is_refused() {
        Ticket ticket = factory.fromTransaction(session -> session.getReference(Ticket.class, new Ticket()));
        assertThatThrownBy(() -> CodecFixture.of(Posts.class, "ticket").encode(ticket))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("uninitialised proxy of " + Ticket.class.getName()
                        + " (lazy, not loaded), whose identifier has several parts; fetch it in the method");
    }

    @Test
    void nothing_of_the_session_is_in_the_bytes() throws Exception {
        byte[] bytes = codec.encode(factory.fromTransaction(HibernateTest::loaded));
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Session")
                .doesNotContain("jdbc:");
    }
}
