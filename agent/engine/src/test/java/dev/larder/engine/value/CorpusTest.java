package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {
    private static final Codec ANY = CodecFixture.any();

    static Stream<String> names() {
        return Corpus.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void comes_back_as_the_same_graph(String name) throws Exception {
        Object value = Corpus.all().get(name).make();
        Object back = CodecFixture.roundTrip(ANY, value);
        assertThat(GraphComparison.difference(value, back)).isNull();
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_same_value_is_the_same_bytes(String name) throws Exception {
        Object value = Corpus.all().get(name).make();
        assertThat(ANY.encode(value)).isEqualTo(ANY.encode(value));
    }

    @Test
    void the_corpus_is_large() {
        assertThat(Corpus.all().size()).isGreaterThanOrEqualTo(250);
    }

    @Test
    void a_long_chain_and_a_deep_nest_need_no_deep_stack() throws Exception {
        Throwable[] fault = new Throwable[1];
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        Object chain = Corpus.nodes(100_000);
                        assertThat(GraphComparison.difference(chain, CodecFixture.roundTrip(ANY, chain)))
                                .isNull();
                        Object nest = Corpus.nested(5_000);
                        assertThat(GraphComparison.difference(nest, CodecFixture.roundTrip(ANY, nest)))
                                .isNull();
                    } catch (Throwable thrown) {
                        fault[0] = thrown;
                    }
                },
                "small stack",
                256 * 1024);
        small.start();
        small.join();
        assertThat(fault[0]).isNull();
    }
}
