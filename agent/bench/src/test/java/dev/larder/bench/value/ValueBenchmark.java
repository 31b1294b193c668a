package dev.larder.bench.value;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long a value takes to bytes and back. Read the ratios: the machine is never idle. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED"})
public class ValueBenchmark {
    @Param({"larder", "fory-interpreted", "fory-jit", "kryo"})
    String peer;

    @Param({"post", "summaries", "price", "document"})
    String shape;

    private Peer codec;
    private Object value;
    private byte[] bytes;

    @Setup
    public void start() throws Exception {
        Method method = Shapes.Service.class.getDeclaredMethod(shape);
        value = method.invoke(new Shapes.Service());
        codec = Peer.named(peer, method);
        bytes = codec.encode(value);
    }

    byte[] bytes() {
        return bytes;
    }

    @Benchmark
    public byte[] encode() throws Exception {
        return codec.encode(value);
    }

    @Benchmark
    public Object decode() throws Exception {
        return codec.decode(bytes);
    }
}
