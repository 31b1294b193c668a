package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.EnumBiMap;
import com.google.common.collect.EnumHashBiMap;
import com.google.common.collect.EnumMultiset;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableClassToInstanceMap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import com.google.common.collect.TreeMultiset;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unused")
class RefusalTest {
    static class Owner {
        String name = "ann";
        final List<Pet> pets = new ArrayList<>();
        Map<String, Object> more = new HashMap<>();
    }

    static class Pet {
        Object visits;
        Runnable task;
    }

    /** The class above it has no field: that is further up. */
    static class Birthday extends java.sql.Date {
        private static final long serialVersionUID = 1L;

        Birthday(long time) {
            super(time);
        }
    }

    static class Ids extends java.util.Random {
        private static final long serialVersionUID = 1L;
    }

    static class OwnMap extends java.util.AbstractMap<String, String> {
        @Override
        public java.util.Set<Map.Entry<String, String>> entrySet() {
            return java.util.Set.of();
        }
    }

    static class Service {
        Owner owner() {
            return null;
        }

        Object any() {
            return null;
        }

        List<Owner> owners() {
            return null;
        }

        void nothing() {}

        Stream<String> stream() {
            return null;
        }

        Iterator<String> iterator() {
            return null;
        }

        java.io.InputStream resource() {
            return null;
        }

        kotlin.sequences.Sequence<String> sequence() {
            return null;
        }
    }

    private static final String OWNER = "dev.larder.engine.value.RefusalTest$Owner";
    private static final String HERE = "dev.larder.engine.value.RefusalTest";

    private static Owner with(Object visits) {
        Pet pet = new Pet();
        pet.visits = visits;
        Owner owner = new Owner();
        owner.pets.add(pet);
        return owner;
    }

    private static void refused(Object visits, String reason) {
        assertRefused("owner", with(visits), OWNER + ".pets[0].visits: " + reason);
    }

    private static void refused(Object visits, String reason, String step) {
        assertRefused("owner", with(visits), OWNER + ".pets[0].visits" + step + ": " + reason);
    }

    private static void assertRefused(String method, Object value, String words) {
        Codec codec = CodecFixture.of(Service.class, method);
        assertThatThrownBy(() -> codec.encode(value))
                .isInstanceOf(RefusedException.class)
                .hasMessage(words);
    }

    @Test
    void code_is_no_data() {
        refused((Runnable) () -> {}, "a lambda or another hidden class, which holds code rather than data");
        refused(String.class, "java.lang.Class is a part of the program, not of its data");
        Object proxy = java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
        refused(proxy, "a JDK proxy, which stands for something else");
    }

    @Test
    void what_can_be_read_only_once_is_refused() {
        refused(Stream.of(1), "a stream, which can be read only once");
        refused(List.of(1).iterator(), "an iterator, which can be read only once");
    }

    @Test
    void what_only_this_jvm_has_is_refused() {
        refused(new ReentrantLock(), "java.util.concurrent.locks.ReentrantLock is a lock");
        refused(Thread.currentThread(), "java.lang.Thread is or runs a thread");
        refused(new WeakReference<>("x"), "java.lang.ref.WeakReference refers to what only this JVM has");
        refused(new ThreadLocal<>(), "java.lang.ThreadLocal refers to what only this JVM has");
        refused(
                new ByteArrayInputStream(new byte[1]),
                "java.io.ByteArrayInputStream is a resource that has to be closed");
        refused(new CompletableFuture<>(), "java.util.concurrent.CompletableFuture is a future within the value");
        refused(
                getClass().getClassLoader(),
                getClass().getClassLoader().getClass().getName() + " is a class loader");
    }

    @Test
    void what_goes_by_identity_is_refused() {
        refused(new IdentityHashMap<>(), "java.util.IdentityHashMap finds its keys by identity, which no copy has");
        refused(
                new OwnMap(),
                HERE
                        + "$OwnMap is a map or set of its own making, which may depend on identity hashes; return a copy of it in"
                        + " one of the JDK's");
    }

    @Test
    void collections_of_guava_that_are_views_or_bound_to_more_than_data_are_refused() {
        String own = " is a map or set of its own making, which may depend on identity hashes; return a copy of it in"
                + " one of the JDK's";
        for (Object each : List.of(
                ImmutableMap.of(1, 2, 3, 4).entrySet(),
                ImmutableBiMap.of(1, 2, 3, 4).inverse(),
                HashBiMap.create(Map.of(1, 2)).inverse(),
                ArrayListMultimap.create().asMap(),
                Sets.union(Set.of(1), Set.of(2)),
                Sets.filter(Set.of(1), element -> true),
                Sets.powerSet(Set.of(1)),
                Maps.transformValues(Map.of(1, 2), value -> value),
                EnumMultiset.create(List.of(Corpus.Plain.RED)),
                EnumBiMap.create(Map.of(Corpus.Plain.RED, Corpus.Wide.A1)),
                EnumHashBiMap.create(Map.of(Corpus.Plain.RED, "x")),
                ImmutableClassToInstanceMap.of(String.class, "x"))) {
            refused(each, each.getClass().getName() + own);
        }
        refused(
                Lists.transform(List.of(1), element -> element),
                "com.google.common.collect.Lists$TransformingRandomAccessList is not among the types that the method"
                        + " declares; to cache it, add allow: [\"com.google.common.collect.*\"]");
        refused(
                TreeMultiset.create(Comparator.<String>reverseOrder()),
                "com.google.common.collect.TreeMultiset that is sorted by a comparator; use natural order, or one of the"
                        + " JDK's sorted maps");
    }

    @Test
    void views_and_unknown_classes_of_the_jdk_are_refused() {
        refused(
                new ArrayList<>(List.of(1, 2)).subList(0, 1),
                "java.util.ArrayList$SubList is a view of another collection; to cache what it shows, add views: copy,"
                        + " or return a copy, such as List.copyOf(...)");
        refused(
                new HashMap<>(Map.of(1, 2)).keySet(),
                "java.util.HashMap$KeySet is a view of another collection; to cache what it shows, add views: copy,"
                        + " or return a copy, such as List.copyOf(...)");
        refused(new java.util.Random(), "java.util.Random is a class of the JDK that Larder can't bring back");
        refused(
                java.nio.file.StandardOpenOption.APPEND,
                "java.nio.file.StandardOpenOption is a class of the JDK that Larder can't bring back");
        refused(new Runnable[0], "java.lang.Runnable is a class of the JDK that Larder can't bring back");
        refused(new Ids(), HERE + "$Ids extends java.util.Random, whose own state Larder can't bring back");
        refused(new Birthday(7), HERE + "$Birthday extends java.sql.Date, whose own state Larder can't bring back");
    }

    @Test
    void a_comparator_that_is_more_than_plain_data_is_refused() {
        refused(
                new TreeSet<>(new ByRank(List.of("b", "a"))),
                "sorted by a comparator that isn't plain data, " + HERE
                        + "$ByRank; make it an enum or a class without fields, or use natural order");
        refused(
                new TreeSet<>(Comparator.comparing(String::length)),
                "sorted by a comparator that isn't plain data, " + lambda()
                        + "; make it an enum or a class without fields, or use natural order");
    }

    private static String lambda() {
        return Comparator.comparing(String::length).getClass().getName();
    }

    static final class ByRank implements Comparator<String> {
        final List<String> ranks;

        ByRank(List<String> ranks) {
            this.ranks = ranks;
        }

        @Override
        public int compare(String left, String right) {
            return Integer.compare(ranks.indexOf(left), ranks.indexOf(right));
        }
    }

    @Test
    void urls_that_only_a_name_server_could_tell_apart_are_refused() throws Exception {
        java.net.URL one = new java.net.URL("http://one.invalid/");
        java.net.URL two = new java.net.URL("http://two.invalid/");
        UrlForm.setHash(one, 5);
        UrlForm.setHash(two, 5);
        refused(
                new Object[] {one, two},
                "two URLs of one address, which only a name server could tell apart; return URIs",
                "[1]");
    }

    @Test
    void a_class_outside_the_closure_is_refused_with_the_line_to_add() {
        refused(
                new Corpus.Point(1, 2),
                "dev.larder.engine.value.Corpus$Point is not among the types that the method declares; to cache it, add"
                        + " allow: [\"dev.larder.engine.value.*\"]");
        assertRefused(
                "any",
                new Pet(),
                HERE + "$Pet is not among the types that the method declares; to cache it, add"
                        + " allow: [\"dev.larder.engine.value.*\"]");
    }

    @Test
    void the_path_leads_through_maps_arrays_and_wrappers() {
        Owner owner = new Owner();
        owner.more.put("k", Collections.unmodifiableList(Arrays.asList(1, new Object[] {"x", new ReentrantLock()})));
        assertRefused(
                "owner", owner, OWNER + ".more[value 0][1][1]: java.util.concurrent.locks.ReentrantLock is a lock");
    }

    @Test
    void a_path_that_starts_at_a_list_names_the_class_at_its_end() {
        assertRefused(
                "owners",
                new ArrayList<>(List.of(new Owner(), with(new ReentrantLock()))),
                "ArrayList[1].pets[0].visits of " + HERE + "$Pet: java.util.concurrent.locks.ReentrantLock is a lock");
    }

    @Test
    void a_value_over_the_bound_is_refused() {
        assertRefused(
                "any",
                "x".repeat(1 << 21),
                "java.lang.String: larger than 1048576 bytes, the most that one value may take");
        assertRefused("any", new long[1 << 27], "[J: larger than 1048576 bytes, the most that one value may take");
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            many.add(new ArrayList<>(0));
        }
        assertRefused("any", many, "java.util.ArrayList: more than 262144 objects, the most that one value may have");
    }

    @Test
    void return_types_that_can_never_be_cached_are_refused_when_the_method_is_bound() {
        unbound("nothing", "returns void, which is nothing to cache");
        unbound(
                "stream",
                "returns java.util.stream.Stream, which can be read only once; cache a method that returns a list");
        unbound(
                "iterator",
                "returns java.util.Iterator, which can be read only once; cache a method that returns a list");
    }

    @Test
    void a_method_that_returns_a_resource_or_a_sequence_is_refused_when_it_is_bound() {
        unbound(
                "resource",
                "returns java.io.InputStream, a resource that has to be closed; cache a method that returns what is read"
                        + " from it");
        unbound(
                "sequence",
                "returns kotlin.sequences.Sequence, which can be read only once; cache a method that returns a list");
    }

    private static void unbound(String method, String words) {
        assertThatThrownBy(() -> {
                    Method found = Service.class.getDeclaredMethod(method);
                    new Codecs().forMethod(found, Service.class, ValueSettings.DEFAULTS);
                })
                .isInstanceOf(RefusedException.class)
                .hasMessage(words);
    }
}
