package dev.larder.engine.value;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedMultiset;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import com.google.common.collect.TreeMultimap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import kotlin.Pair;
import kotlin.Triple;
import kotlin.Unit;
import kotlin.collections.CollectionsKt;
import kotlin.collections.MapsKt;
import kotlin.collections.SetsKt;
import kotlin.ranges.IntRange;
import org.eclipse.persistence.indirection.IndirectList;
import org.eclipse.persistence.indirection.IndirectMap;
import org.eclipse.persistence.indirection.IndirectSet;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.Duration;
import org.joda.time.Interval;
import org.joda.time.LocalDate;
import org.joda.time.LocalDateTime;
import org.joda.time.LocalTime;
import org.joda.time.Period;
import org.joda.time.PeriodType;
import org.joda.time.YearMonth;
import org.joda.time.chrono.BuddhistChronology;
import org.joda.time.chrono.GregorianChronology;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedCaseInsensitiveMap;
import org.springframework.util.LinkedMultiValueMap;

/** Kinds of values of Guava, Kotlin, Joda-Time and Spring. */
final class CorpusOfFrameworks {
    private static final DateTimeZone BERLIN = DateTimeZone.forID("Europe/Berlin");

    private CorpusOfFrameworks() {}

    static void addTo(BiConsumer<String, Corpus.Maker> corpus) {
        guava(corpus);
        CorpusOfGuava.addTo(corpus);
        kotlin(corpus);
        joda(corpus);
        spring(corpus);
        eclipseLink(corpus);
    }

    private static void eclipseLink(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("eclipselink list", () -> new IndirectList<>(List.of("b", new ArrayList<>())));
        corpus.accept("eclipselink set", () -> new IndirectSet<>(Set.of("a", "b")));
        corpus.accept("eclipselink map", () -> new IndirectMap<>(Map.of("a", Corpus.Plain.RED, "b", 2)));
        corpus.accept("eclipselink collections, empty", () -> List.of(new IndirectList<>(), new IndirectSet<>()));
        corpus.accept("eclipselink list, asked", () -> {
            IndirectList<Object> list = new IndirectList<>(List.of("b"));
            list.add(list);
            return list;
        });
    }

    private static void guava(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("guava list", () -> ImmutableList.of(1, "b", List.of()));
        corpus.accept("guava list of one", () -> ImmutableList.of(new ArrayList<>()));
        corpus.accept("guava list, empty", ImmutableList::of);
        corpus.accept("guava set", () -> ImmutableSet.of("c", "b", "a"));
        corpus.accept("guava set of one", () -> ImmutableSet.of(Corpus.Plain.RED));
        corpus.accept("guava set, empty", ImmutableSet::of);
        corpus.accept("guava set of enums", () -> Sets.immutableEnumSet(Corpus.Plain.RED, Corpus.Plain.BLUE));
        corpus.accept("guava set of identity hashes", () -> ImmutableSet.of(Corpus.Bodied.UP, Corpus.Plain.RED, 1));
        corpus.accept("guava map", () -> ImmutableMap.of("z", 1, "y", new ArrayList<>(), "x", Map.of()));
        corpus.accept("guava map of one", () -> ImmutableMap.of("z", 1));
        corpus.accept("guava map, empty", ImmutableMap::of);
        corpus.accept(
                "guava map by enums", () -> ImmutableMap.of(Corpus.Plain.RED, 1, Corpus.Wide.A1, 2, Corpus.Wide.B1, 3));
        corpus.accept("guava enum map", () -> Maps.immutableEnumMap(Map.of(Corpus.Plain.RED, 1, Corpus.Plain.BLUE, 2)));
        corpus.accept("guava bimap", () -> ImmutableBiMap.of("a", 1, "b", 2));
        corpus.accept("guava map within itself", () -> {
            List<Object> inner = new ArrayList<>();
            ImmutableMap<String, Object> map = ImmutableMap.of("a", inner, "b", 1);
            inner.add(map);
            return map;
        });
        corpus.accept("guava set of sets", () -> ImmutableSet.of(ImmutableSet.of("a", "b"), ImmutableSet.of()));
        corpus.accept("guava list multimap", () -> ImmutableListMultimap.of("a", 1, "a", 2, "b", 3));
        corpus.accept("guava set multimap", () -> ImmutableSetMultimap.of("a", 1, "a", 2, "b", 3));
        corpus.accept("guava mutable multimaps", () -> {
            ArrayListMultimap<String, Integer> lists = ArrayListMultimap.create();
            lists.put("a", 1);
            lists.put("b", lists.keySet().size());
            HashMultimap<String, Integer> sets = HashMultimap.create();
            sets.put("a", 1);
            return List.of(lists, sets);
        });
        corpus.accept("guava sorted set", () -> ImmutableSortedSet.of("b", "a", "c"));
        corpus.accept("guava sorted set, empty", ImmutableSortedSet::of);
        corpus.accept(
                "guava sorted set, reversed",
                () -> ImmutableSortedSet.reverseOrder().add(1, 3, 2).build());
        corpus.accept("guava sorted map", () -> ImmutableSortedMap.of("b", 1, "a", new ArrayList<>()));
        corpus.accept("guava sorted map, empty", ImmutableSortedMap::of);
        corpus.accept(
                "guava sorted map by enums", () -> ImmutableSortedMap.of(Corpus.Plain.RED, 1, Corpus.Plain.BLUE, 2));
        corpus.accept("guava sorted multiset", () -> ImmutableSortedMultiset.of("b", "a", "b"));
        corpus.accept("guava multiset", () -> ImmutableMultiset.of(Corpus.Plain.RED, "b", "a", "b"));
        corpus.accept("guava multiset, empty", ImmutableMultiset::of);
        corpus.accept("guava mutable multisets", () -> {
            HashMultiset<Object> hashed = HashMultiset.create(List.of("b", "a", "b", Corpus.Plain.RED));
            LinkedHashMultiset<Object> linked = LinkedHashMultiset.create(List.of("z", "b", "a", "b"));
            return List.of(hashed, linked, ConcurrentHashMultiset.create(List.of(1, 1)), HashMultiset.create());
        });
        corpus.accept("guava mutable bimap", () -> {
            HashBiMap<Object, Object> map = HashBiMap.create();
            map.put("a", Corpus.Plain.RED);
            map.put("b", map.size());
            return map;
        });
        corpus.accept("guava sorted multimap", () -> {
            TreeMultimap<String, Integer> map = TreeMultimap.create();
            map.put("b", 2);
            map.put("a", 3);
            map.put("a", 1);
            return map;
        });
        corpus.accept("guava multimaps, empty", () -> List.of(ImmutableListMultimap.of(), ImmutableSetMultimap.of()));
        corpus.accept("guava multimap by enums", () -> ImmutableSetMultimap.of(Corpus.Plain.RED, Corpus.Plain.BLUE));
    }

    private static void kotlin(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("kotlin pair", () -> new Pair<>("a", new ArrayList<>(List.of(1))));
        corpus.accept("kotlin triple", () -> new Triple<>("a", 1, null));
        corpus.accept("kotlin empty list", CollectionsKt::emptyList);
        corpus.accept("kotlin empty set", SetsKt::emptySet);
        corpus.accept("kotlin empty map", MapsKt::emptyMap);
        corpus.accept("kotlin lists", () -> List.of(CollectionsKt.listOf("a", "b"), CollectionsKt.listOf("a")));
        corpus.accept("kotlin unit", () -> List.of(Unit.INSTANCE));
        corpus.accept("kotlin range", () -> new IntRange(1, 7));
        corpus.accept("kotlin built list", () -> {
            List<Object> list = CollectionsKt.createListBuilder();
            list.addAll(List.of("a", 2));
            return CollectionsKt.build(list);
        });
        corpus.accept("kotlin built set", () -> {
            Set<Object> set = SetsKt.createSetBuilder();
            set.addAll(List.of(Corpus.Plain.RED, "b", 2));
            return SetsKt.build(set);
        });
        corpus.accept("kotlin built map", () -> {
            Map<Object, Object> map = MapsKt.createMapBuilder();
            map.put(Corpus.Plain.RED, "r");
            map.put("x", map.size());
            return MapsKt.build(map);
        });
        corpus.accept("kotlin built map, empty", () -> MapsKt.build(MapsKt.createMapBuilder()));
        corpus.accept("kotlin deque", () -> {
            kotlin.collections.ArrayDeque<Integer> deque = new kotlin.collections.ArrayDeque<>();
            deque.addFirst(1);
            deque.addFirst(2);
            return deque;
        });
    }

    private static void joda(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("joda date time", () -> new DateTime(1_700_000_000_123L, BERLIN));
        corpus.accept("joda date time in UTC", () -> new DateTime(5L, DateTimeZone.UTC));
        corpus.accept("joda date time at offset", () -> new DateTime(5L, DateTimeZone.forOffsetHours(3)));
        corpus.accept("joda local date", () -> new LocalDate(2026, 2, 3));
        corpus.accept("joda local time", () -> new LocalTime(1, 2, 3, 4));
        corpus.accept("joda local date time", () -> new LocalDateTime(2026, 2, 3, 4, 5));
        corpus.accept("joda duration", () -> new Duration(77L));
        corpus.accept("joda instant", () -> new org.joda.time.Instant(77L));
        corpus.accept("joda interval", () -> new Interval(1L, 2L, BERLIN));
        corpus.accept("joda period", () -> new Period(1, 2, 3, 4));
        corpus.accept("joda period of days", () -> new Period(0, 0, 0, 9, 0, 0, 0, 0, PeriodType.days()));
        corpus.accept("joda year month", () -> new YearMonth(2026, 5));
        corpus.accept("joda zone", () -> new Object[] {BERLIN, BERLIN, DateTimeZone.UTC});
        corpus.accept("joda calendars", () -> new DateTime[] {
            new DateTime(5L, BuddhistChronology.getInstance(BERLIN)),
            new DateTime(5L, GregorianChronology.getInstanceUTC())
        });
    }

    private static void spring(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("spring response", () -> ResponseEntity.ok(new Corpus.Point(1, 2)));
        corpus.accept(
                "spring response with headers",
                () -> ResponseEntity.status(HttpStatusCode.valueOf(299))
                        .header("X-Name", "a", "b")
                        .header("ETag", "\"7\"")
                        .body(new ArrayList<>(List.of("x"))));
        corpus.accept("spring status", () -> List.of(HttpStatus.NOT_FOUND));
        corpus.accept("spring headers", () -> {
            HttpHeaders headers = new HttpHeaders();
            headers.add("Accept", "text/plain");
            headers.add("accept", "*/*");
            return headers;
        });
        corpus.accept("spring map without case", () -> {
            Map<String, Object> map = new LinkedCaseInsensitiveMap<>(java.util.Locale.GERMANY);
            map.put("Key", new ArrayList<>());
            map.put("other", map.get("kEy"));
            return map;
        });
        corpus.accept("spring multi map", () -> {
            LinkedMultiValueMap<String, Integer> map = new LinkedMultiValueMap<>();
            map.add("a", 1);
            map.add("a", 2);
            return map;
        });
    }
}
