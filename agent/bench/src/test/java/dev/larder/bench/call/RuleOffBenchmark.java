package dev.larder.bench.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a woven method costs whose rule has been switched off while the application ran, beside a twin that never was
 * woven. The agent is in this JVM; {@link RuleOffBenchmarkRun} names its rules.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RuleOffBenchmark {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Prices prices = new Prices();
    private long id = 7;

    /** The rules, with the method's rule switched on or off. */
    static String rules(boolean enabled) {
        return "larder: 1\nstore: { namespace: bench, url: \"memory:\" }\nmetrics: { enabled: false }\ncaches:\n"
                + "  price: { method: \"" + Prices.class.getName() + "#woven(long id)\", key: \"price:{id}\", enabled: "
                + enabled + " }\n";
    }

    /** Once the method is seen to be served, its rule is switched off; once it is seen not to be, it is measured. */
    @Setup
    public void switchOff() throws IOException {
        Path rules = Path.of(System.getProperty("larder.rules"));
        Files.writeString(rules, rules(true));
        await(true);
        Files.writeString(rules, rules(false));
        await(false);
    }

    private void await(boolean served) {
        long end = System.nanoTime() + PATIENCE;
        while (served() != served) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(served ? "the method is never served" : "its rule is never off");
            }
            Thread.onSpinWait();
        }
    }

    /** A body that runs gives what the factor makes of it; one that is served gives what it was before. */
    private boolean served() {
        Prices changing = new Prices();
        long before = changing.woven(-1);
        changing.change();
        return changing.woven(-1) == before;
    }

    @Benchmark
    public long woven() {
        return prices.woven(id++);
    }

    @Benchmark
    public long twin() {
        return prices.twin(id++);
    }
}
