package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a codec learned from the values before makes no difference to the next one. */
class UsualTest {
    private static final List<Object> VALUES = List.of(
            new Corpus.Point(1, 2),
            new ArrayList<>(List.of(new Corpus.Point(1, 2), Corpus.Plain.RED, new Corpus.Pair<>("a", "b"))),
            new ArrayList<>(List.of(new Corpus.Point(1, 2))),
            new Corpus.Point[][] {{new Corpus.Point(3, 4)}},
            new Corpus.Pair<>(new Corpus.Point(5, 6), new Corpus.Point[0]),
            "t".repeat(70_000),
            "");

    @Test
    void the_bytes_are_those_of_a_codec_that_has_seen_nothing() throws Exception {
        Codec used = CodecFixture.any();
        for (int round = 0; round < 2; round++) {
            for (Object before : VALUES) {
                for (Object value : VALUES) {
                    used.encode(before);
                    assertThat(used.encode(value)).isEqualTo(CodecFixture.any().encode(value));
                }
            }
        }
    }

    @Test
    void whatever_was_read_before_each_value_is_read_right() throws Exception {
        Codec used = CodecFixture.any();
        for (Object before : VALUES) {
            for (Object value : VALUES) {
                CodecFixture.roundTrip(used, before);
                assertThat(GraphComparison.difference(value, CodecFixture.roundTrip(used, value)))
                        .isNull();
            }
        }
    }

    @Test
    void a_class_that_is_not_allowed_is_refused_after_one_that_is() throws Exception {
        Codec codec = CodecFixture.of(CodecFixture.Any.class, "value", "dev.larder.engine.value.Parrot");
        codec.encode(new Parrot());
        assertThatThrownBy(() -> codec.encode(new Corpus.Point(1, 2)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Corpus$Point is not among the types");
        byte[] other = CodecFixture.any().encode(new Corpus.Point(1, 2));
        assertThatThrownBy(() -> codec.decode(other, 0, other.length)).isInstanceOf(BadPayloadException.class);
    }
}
