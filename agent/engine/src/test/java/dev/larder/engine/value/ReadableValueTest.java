package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadableValueTest {
    private static final String HERE = "dev.larder.engine.value.";
    private static final Codec READABLE = readable();

    private static Codec readable() {
        try {
            return new Codecs()
                    .forMethod(
                            CodecFixture.Any.class.getDeclaredMethod("value"),
                            CodecFixture.Any.class,
                            new ValueSettings(
                                    CodecFixture.ALLOWED, ValueSettings.Lazy.BY_SESSION, true, 1 << 20, true));
        } catch (ReflectiveOperationException | RefusedException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static String json(Object value) throws Exception {
        byte[] bytes = READABLE.encode(value);
        return ReadableValue.json(bytes, 0, bytes.length);
    }

    @Test
    void objects_tell_their_class_and_fields() throws Exception {
        assertThat(json(new Corpus.Point(1, -2)))
                .isEqualTo("{\"@class\":\"" + HERE + "Corpus$Point\",\"x\":1,\"y\":-2}");
        assertThat(json(new Corpus.Pair<>(null, Corpus.Plain.GREEN)))
                .isEqualTo("{\"@class\":\"" + HERE + "Corpus$Pair\",\"left\":null,\"right\":\"GREEN\"}");
        assertThat(json(Corpus.Money.ZERO)).isEqualTo("\"ZERO\"");
    }

    @Test
    void what_is_written_stays_readable_after_values_were_read_that_are_not() throws Exception {
        Codec codec = readable();
        byte[] untold = CodecFixture.any().encode(new Corpus.Point(1, 2));
        assertThat(codec.decode(untold, 0, untold.length)).isEqualTo(new Corpus.Point(1, 2));
        byte[] told = codec.encode(new Corpus.Point(3, 4));
        assertThat(ReadableValue.json(told, 0, told.length)).contains("\"x\":3");
    }

    @Test
    void collections_become_arrays_and_objects() throws Exception {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", new ArrayList<>(Arrays.asList(1, null, "x\"\n")));
        map.put("b", new int[] {1, 2});
        map.put("c", new TreeSet<>(List.of(2, 1)));
        assertThat(json(map)).isEqualTo("{\"a\":[1,null,\"x\\\"\\n\"],\"b\":[1,2],\"c\":[1,2]}");
        assertThat(json(new LinkedHashMap<>(Map.of(1, "x")))).isEqualTo("[[1,\"x\"]]");
        assertThat(json(EnumSet.of(Corpus.Plain.RED, Corpus.Plain.BLUE))).isEqualTo("[\"RED\",\"BLUE\"]");
        assertThat(json(new EnumMap<>(Map.of(Corpus.Plain.RED, 1)))).isEqualTo("[[\"RED\",1]]");
        assertThat(json(ImmutableMap.of("k", 1, "l", 2)))
                .isEqualTo(
                        "{\"@class\":\"com.google.common.collect.RegularImmutableMap\",\"@contents\":{\"k\":1,\"l\":2}}");
        assertThat(json(Optional.of(7))).isEqualTo("{\"@class\":\"java.util.Optional\",\"value\":7}");
    }

    @Test
    void a_collection_of_the_application_shows_its_fields_and_contents() throws Exception {
        CorpusOfClasses.Names names = new CorpusOfClasses.Names();
        names.add("n1");
        assertThat(json(names))
                .isEqualTo("{\"@class\":\"" + HERE + "CorpusOfClasses$Names\",\"@contents\":[\"n1\"],\"added\":1,"
                        + "\"note\":\"n\"}");
    }

    @Test
    void a_circle_ends_where_it_began() throws Exception {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThat(json(list)).isEqualTo("[\"(circle)\"]");
    }

    static Stream<String> names() {
        return Corpus.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void all_that_can_be_encoded_can_be_shown(String name) throws Exception {
        String json = json(Corpus.all().get(name).make());
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper().readTree(json))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("names")
    void readable_bytes_come_back_as_the_same_graph(String name) throws Exception {
        Object value = Corpus.all().get(name).make();
        assertThat(GraphComparison.difference(value, CodecFixture.roundTrip(READABLE, value)))
                .isNull();
    }

    @Test
    void bytes_without_names_say_what_to_add() throws Exception {
        byte[] bytes = CodecFixture.any().encode(new Corpus.Point(1, 2));
        assertThatThrownBy(() -> ReadableValue.json(bytes, 0, bytes.length))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("the names of fields are not told; add readable: true");
    }

    @Test
    void mutations_are_shown_as_something_or_are_bad_payloads() throws Exception {
        List<byte[]> payloads = new ArrayList<>();
        for (Corpus.Maker maker : Corpus.all().values()) {
            byte[] bytes = READABLE.encode(maker.make());
            if (bytes.length < 8_000) {
                payloads.add(bytes);
            }
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int shown = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = payloads.get(random.nextInt(payloads.size())).clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ReadableValue.json(bytes, 0, bytes.length)).isNotEmpty();
                shown++;
            } catch (BadPayloadException expected) {
                // One of many
            } catch (Throwable other) {
                throw new AssertionError("seed " + seed + ", mutation " + i, other);
            }
        }
        assertThat(shown).isBetween(100, 9_900);
    }
}
