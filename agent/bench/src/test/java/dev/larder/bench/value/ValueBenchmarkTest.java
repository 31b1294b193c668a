package dev.larder.bench.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the benchmarks do what they are to measure. */
class ValueBenchmarkTest {
    private static ValueBenchmark started(String peer, String shape) throws Exception {
        ValueBenchmark benchmark = new ValueBenchmark();
        benchmark.peer = peer;
        benchmark.shape = shape;
        benchmark.start();
        return benchmark;
    }

    @ParameterizedTest
    @ValueSource(strings = {"larder", "fory-interpreted", "fory-jit", "kryo"})
    void every_peer_brings_every_shape_back(String peer) throws Exception {
        for (String shape : new String[] {"summaries", "price", "document"}) {
            ValueBenchmark benchmark = started(peer, shape);
            Object value = Shapes.Service.class.getDeclaredMethod(shape).invoke(new Shapes.Service());
            assertThat(benchmark.encode()).isEqualTo(benchmark.bytes());
            assertThat(benchmark.decode()).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"larder", "fory-interpreted", "fory-jit", "kryo"})
    void every_peer_brings_the_post_back_with_its_aliases(String peer) throws Exception {
        Shapes.Post post = (Shapes.Post) started(peer, "post").decode();
        assertThat(post.comments).hasSize(10);
        assertThat(post.comments.get(3).author).isSameAs(post.author);
        assertThat(post.tags).containsExactlyInAnyOrder("caches", "java", "redis");
    }
}
