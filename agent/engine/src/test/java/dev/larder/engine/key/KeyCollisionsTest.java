package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** Two different values of one hole never write the same text, nor two different pairs of values the same key. */
@SuppressWarnings({"unused", "JavaUtilDate"})
class KeyCollisionsTest {
    enum Colour {
        RED,
        NULL {
            @Override
            public String toString() {
                return "RED";
            }
        }
    }

    enum Other {
        RED
    }

    record Pair(@Nullable Object a, @Nullable Object b) {}

    record Twin(@Nullable Object a, @Nullable Object b) {}

    static class Service {
        Object open(@Nullable Object a, @Nullable Object b) {
            return a;
        }

        Object text(String a, String b) {
            return a;
        }

        Object number(Double a, double b) {
            return a;
        }

        Object page(Pageable a, Sort b) {
            return a;
        }

        Object list(List<?> a, Map<?, ?> b) {
            return a;
        }
    }

    /** Texts that say something to somebody on the way. */
    private static final List<String> TEXTS = List.of(
            "",
            "null",
            "%null",
            "%empty",
            "a",
            "b",
            "a:b",
            "b:c",
            "a,b",
            "a%3Ab",
            "*",
            ":",
            "%",
            "{",
            "}",
            "@",
            "#",
            " ",
            "\n",
            "\0",
            "-",
            "~",
            "0",
            "1",
            "-1",
            "01",
            "1.0",
            "true",
            "RED",
            "[",
            "]",
            "[]",
            "=",
            "a=b",
            "%list[a]",
            "ä",
            "\u00A0",
            "\u200B",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "ezlydttmodth",
            "ffrejfwtpwrj",
            "AaAa",
            "BBBB",
            "x".repeat(199),
            "x".repeat(200),
            "x".repeat(5000),
            "x".repeat(4999) + "y",
            "%secret.00");

    private static List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>(TEXTS);
        values.add(null);
        for (long number : new long[] {0, 1, -1, 42, 127, Integer.MAX_VALUE, Long.MIN_VALUE}) {
            values.add(number);
            values.add((int) number == number ? (Object) (int) number : "int" + number);
            values.add(BigInteger.valueOf(number));
            values.add(BigDecimal.valueOf(number));
            values.add(BigDecimal.valueOf(number, 1).scaleByPowerOfTen(1));
            values.add((double) number);
            values.add((float) number);
        }
        values.addAll(List.of((short) 1, (byte) 1, 'a', '1', true, false, 0.1, 0.1f, -0.0, -0.0f));
        values.addAll(List.of(Double.NaN, Float.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE));
        values.addAll(List.of(Colour.RED, Colour.NULL, Other.RED, String.class, Colour.class));
        values.addAll(List.of(new UUID(0, 0), new UUID(0, 1), Locale.GERMANY, Locale.GERMAN, URI.create("a:b")));
        values.addAll(List.of(LocalDate.EPOCH, LocalDate.EPOCH.atStartOfDay(), Instant.EPOCH, new Date(0)));
        values.addAll(List.of(new java.sql.Timestamp(0), new java.sql.Date(0), LocalDateTime.MAX, Year.of(1)));
        values.addAll(List.of(
                ZonedDateTime.of(LocalDate.EPOCH.atStartOfDay(), ZoneOffset.UTC),
                ZonedDateTime.of(LocalDate.EPOCH.atStartOfDay(), ZoneId.of("UTC")),
                OffsetDateTime.of(LocalDate.EPOCH.atStartOfDay(), ZoneOffset.UTC),
                YearMonth.of(1, 1),
                Duration.ZERO,
                Duration.ofNanos(1)));
        values.addAll(List.of(Optional.empty(), Optional.of("a"), Optional.of(1), Optional.of(Optional.empty())));
        values.addAll(List.of(
                PageRequest.of(0, 20),
                PageRequest.of(1, 20),
                PageRequest.of(0, 20, Sort.by("a")),
                PageRequest.of(0, 20, Sort.by("a").descending()),
                PageRequest.of(0, 20, Sort.by("a", "b")),
                PageRequest.of(0, 20, Sort.by("b", "a")),
                Pageable.unpaged(),
                Sort.by("a"),
                Sort.by("a").descending(),
                Sort.by(Sort.Order.by("a").ignoreCase()),
                Sort.unsorted()));
        return values;
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return plain(a).equals(plain(b));
    }

    /**
     * What is equal for a key, as plain lists that are: scalars by class and value; arrays and records by what they hold;
     * lists, sets and maps so too, whatever class they are of, the latter two in no order.
     */
    private static List<?> plain(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        List<Object> plain = new ArrayList<>();
        if (value.getClass().isArray()) {
            plain.add(value.getClass());
            for (int i = 0; i < Array.getLength(value); i++) {
                plain.add(plain(Array.get(value, i)));
            }
        } else if (value instanceof List<?> list) {
            plain.add("list");
            list.forEach(element -> plain.add(plain(element)));
        } else if (value instanceof Set<?> set) {
            plain.add("set");
            Map<Object, Integer> bag = new HashMap<>();
            set.forEach(element -> bag.merge(plain(element), 1, Integer::sum));
            plain.add(bag);
        } else if (value instanceof Map<?, ?> map) {
            plain.add("map");
            Map<Object, Integer> bag = new HashMap<>();
            map.forEach((key, element) -> bag.merge(List.of(plain(key), plain(element)), 1, Integer::sum));
            plain.add(bag);
        } else if (value instanceof Pair pair) {
            plain.addAll(List.of(Pair.class, plain(pair.a()), plain(pair.b())));
        } else if (value instanceof Twin twin) {
            plain.addAll(List.of(Twin.class, plain(twin.a()), plain(twin.b())));
        } else {
            plain.addAll(List.of(value.getClass(), value));
        }
        return plain;
    }

    private static @Nullable Object composite(SplittableRandom random, List<@Nullable Object> values, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(9);
        int size = random.nextInt(4);
        List<@Nullable Object> parts = new ArrayList<>();
        for (int i = 0; i < size && kind > 0; i++) {
            parts.add(composite(random, values, depth - 1));
        }
        return switch (kind) {
            case 1 -> parts;
            case 2 -> new LinkedHashSet<>(parts);
            case 3 -> {
                Map<@Nullable Object, @Nullable Object> map =
                        random.nextBoolean() ? new HashMap<>() : new LinkedHashMap<>();
                parts.forEach(part -> map.put(part, values.get(random.nextInt(values.size()))));
                yield map;
            }
            case 4 -> parts.toArray();
            case 5 -> new Pair(size > 0 ? parts.get(0) : null, size > 1 ? parts.get(1) : "");
            case 6 -> new Twin(size > 0 ? parts.get(0) : null, size > 1 ? parts.get(1) : "");
            case 7 -> {
                Object array = Array.newInstance(random.nextBoolean() ? long.class : int.class, size);
                for (int i = 0; i < size; i++) {
                    Array.setInt(array, i, random.nextInt(3));
                }
                yield array;
            }
            default -> values.get(random.nextInt(values.size()));
        };
    }

    private static String key(String method, String template, @Nullable Object... args) throws Exception {
        return Keys.plan(template, Service.class, method)
                .key(new Service(), args)
                .text();
    }

    @Test
    void no_two_values_of_the_corpus_share_a_text_in_an_open_hole() throws Exception {
        Map<String, @Nullable Object> seen = new HashMap<>();
        KeyPlan plan = Keys.plan("k:{a}", Service.class, "open");
        for (Object value : values()) {
            String text = plan.key(null, new @Nullable Object[] {value, null}).text();
            assertThat(text).doesNotContain(" ", "\n").matches("k:[^:*{}@#\\p{Cntrl}]+");
            if (seen.containsKey(text)) {
                assertThat(same(seen.get(text), value))
                        .as("%s and %s write %s", seen.get(text), value, text)
                        .isTrue();
            }
            seen.put(text, value);
        }
        assertThat(seen).hasSizeGreaterThan(120);
    }

    @Test
    void no_two_pairs_of_texts_share_a_key_whatever_stands_between_them() throws Exception {
        for (String template : List.of("k:{a}:{b}", "k:{a}-{b}", "k:{a}{b}", "{a}:x{b}")) {
            Map<String, String> seen = new HashMap<>();
            KeyPlan plan = Keys.plan(template, Service.class, "text");
            for (String a : TEXTS) {
                for (String b : TEXTS) {
                    String text = plan.key(null, new Object[] {a, b}).text();
                    String before = seen.put(text, a + "\u0001" + b);
                    assertThat(before)
                            .as("%s: %s and %s", template, before, a + "|" + b)
                            .isNull();
                }
            }
        }
    }

    @Test
    void the_pairs_that_others_mix_up_differ() throws Exception {
        assertThat(key("text", "k:{a}:{b}", "a:b", "c")).isNotEqualTo(key("text", "k:{a}:{b}", "a", "b:c"));
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());
        assertThat(key("open", "k:{a}", "AaAa", null)).isNotEqualTo(key("open", "k:{a}", "BBBB", null));
        assertThat(key("open", "k:{a}", "ezlydttmodth", null)).isNotEqualTo(key("open", "k:{a}", "ffrejfwtpwrj", null));
        assertThat(key("open", "k:{a}", List.of("AaAa", "BB"), null))
                .isNotEqualTo(key("open", "k:{a}", List.of("BBBB", "Aa"), null));
        assertThat(key("number", "k:{a}:{b}", 0.0, -0.0)).isNotEqualTo(key("number", "k:{a}:{b}", -0.0, 0.0));
        assertThat(key("number", "k:{a}:{b}", Double.NaN, 1.0)).isEqualTo(key("number", "k:{a}:{b}", Double.NaN, 1.0));
        assertThat(key("list", "k:{a}", Arrays.asList((Object) null), null))
                .isNotEqualTo(key("list", "k:{a}", List.of("null"), null))
                .isNotEqualTo(key("list", "k:{a}", List.of(), null));
        assertThat(key("list", "k:{a}", List.of(List.of("a"), List.of("b")), null))
                .isNotEqualTo(key("list", "k:{a}", List.of(List.of("a", "b")), null))
                .isNotEqualTo(key("list", "k:{a}", List.of("a", "b"), null));
    }

    @Test
    void equal_values_write_equal_texts_whatever_class_holds_them() throws Exception {
        assertThat(key("list", "k:{a}", new ArrayList<>(List.of(1, 2)), null))
                .isEqualTo(key("list", "k:{a}", List.of(1, 2), null));
        assertThat(key("open", "k:{a}", new TreeSet<>(List.of("b", "a")), null))
                .isEqualTo(key("open", "k:{a}", new LinkedHashSet<>(List.of("b", "a")), null));
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);
        assertThat(key("list", "k:{b}", null, map)).isEqualTo(key("list", "k:{b}", null, Map.of("a", 2, "b", 1)));
        assertThat(key("page", "k:{a}:{b}", PageRequest.of(1, 20, Sort.by("a")), Sort.by("x")))
                .isEqualTo(key("page", "k:{a}:{b}", PageRequest.of(1, 20, Sort.by("a")), Sort.by("x")));
    }

    @Test
    void random_values_share_a_key_only_if_they_are_equal() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<@Nullable Object> values = values();
        KeyPlan plan = Keys.plan("k:{a}:{b}", Service.class, "open");
        Map<String, @Nullable Object[]> seen = new HashMap<>();
        int met = 0;
        for (int i = 0; i < 30_000; i++) {
            @Nullable Object[] pair = {composite(random, values, 3), composite(random, values, 2)};
            String text;
            try {
                text = plan.key(null, pair).text();
            } catch (KeyException tooLong) {
                continue;
            }
            @Nullable Object[] before = seen.put(text, pair);
            if (before != null) {
                met++;
                assertThat(same(before[0], pair[0]) && same(before[1], pair[1]))
                        .as(
                                "seed %d: %s and %s write %s",
                                seed, Arrays.deepToString(before), Arrays.deepToString(pair), text)
                        .isTrue();
            }
        }
        // Else the search never had equal ones to tell from collisions
        assertThat(met).as("equal pairs of seed %d", seed).isPositive();
    }

    @Test
    void what_has_no_equality_of_its_own_is_no_key() {
        for (Object value : List.of(
                new Object(),
                new Thread(),
                List.of(new Object()),
                Map.of("a", new int[0].getClass().getModule()))) {
            assertThatThrownBy(() -> key("open", "k:{a}", value, null))
                    .as(value.getClass().getName())
                    .isInstanceOf(KeyException.class);
        }
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> key("open", "k:{a}", itself, null)).isInstanceOf(KeyException.class);
    }
}
