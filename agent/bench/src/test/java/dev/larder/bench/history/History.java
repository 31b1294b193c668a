package dev.larder.bench.history;

import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Several JVMs read and change a few rows of one database, over one Redis, each in its own ways: with autocommit, in
 * transactions that commit or roll back, from snapshots that are old. Meanwhile things happen to them. Every read is
 * checked afterwards.
 */
public final class History implements AutoCloseable {

    /** An option that leaves transactions unwatched, to see the check find what comes of it. */
    public static final String UNWATCHED = "-Dlarder.test.unwatched=true";

    private static final int SHOWN = 10;

    private final Path work;
    private final HistoryDatabase database;
    private final RedisServer redis = RedisServer.start();
    private final Random random;
    private final long seed;
    private int runs;

    /** @param work an empty directory */
    public History(Path work) throws IOException, InterruptedException, SQLException {
        this.work = work;
        this.seed = Long.getLong("larder.history.seed", System.nanoTime());
        this.random = new Random(seed);
        this.database = HistoryDatabase.start(work, HistorySettings.ROWS);
        System.out.println("history: seed " + seed + ", " + database.description());
    }

    /**
     * What came of one run.
     *
     * @param examples some of the reads that should not have been, and what the JVMs had to say
     */
    public record Outcome(
            HistorySettings settings,
            List<PhaseTally> phases,
            long changed,
            long perhaps,
            String ends,
            List<String> examples) {
        public long reads() {
            return phases.stream().mapToLong(PhaseTally::reads).sum();
        }

        public long stale() {
            return phases.stream().mapToLong(PhaseTally::stale).sum();
        }

        public long inTheWindow() {
            return phases.stream().mapToLong(PhaseTally::inTheWindow).sum();
        }

        public long invented() {
            return phases.stream().mapToLong(PhaseTally::invented).sum();
        }

        public long changes() {
            return changed;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append(String.format(
                    "%n%s; changes: %,d, and %,d of which nobody knows; %s%n", settings, changed, perhaps, ends));
            text.append("| fault | s | reads | reads/s | stale | in the window | invented | hit rate |\n");
            text.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
            phases.forEach(phase -> text.append(phase).append('\n'));
            examples.forEach(example -> text.append(example).append('\n'));
            return text.toString();
        }
    }

    /** One fault after the other, for so many seconds each. */
    public Outcome run(HistorySettings settings, int secondsEach, Fault... faults) throws Exception {
        Path directory = Files.createDirectory(work.resolve("run" + runs++));
        redis.command("FLUSHALL");
        VersionHistory history = new VersionHistory(database.versions(HistorySettings.ROWS));
        List<PhaseTally> phases = new ArrayList<>();
        try (HistoryFleet fleet = new HistoryFleet(settings, database, redis, directory, seed + runs);
                Windows windows = new Windows(fleet::jvms)) {
            fleet.go();
            if (settings.mayMiss()) {
                windows.start();
            }
            for (Fault fault : faults) {
                phases.add(phase(fleet, fault, secondsEach));
            }
            List<String> ends = new ArrayList<>();
            for (HistoryFleet.Member member : fleet.members()) {
                ends.add(member.jvm().end());
            }
            windows.close();
            fleet.diaries().forEach(history::add);
            List<String> examples = check(windows, history, phases);
            if (!examples.isEmpty() && settings.ofLarder()) {
                for (HistoryJvm jvm : fleet.jvms()) {
                    examples.add(jvm.name() + ":\n  " + String.join("\n  ", jvm.errors()));
                }
            }
            Outcome outcome = new Outcome(
                    settings, phases, history.changed(), history.perhaps(), String.join(", ", ends), examples);
            for (Path diary : fleet.diaries()) {
                Files.deleteIfExists(diary);
            }
            return outcome;
        }
    }

    private PhaseTally phase(HistoryFleet fleet, Fault fault, int seconds) throws IOException, InterruptedException {
        Map<HistoryJvm, double[]> before = gets(fleet);
        fault.begin(fleet);
        long from = System.nanoTime();
        long end = from + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            Fault.pause(random, 100, 500);
            fault.happen(fleet, random);
        }
        fault.end(fleet);
        long to = System.nanoTime();
        double[] sum = new double[2];
        gets(fleet).forEach((jvm, now) -> {
            double[] then = before.getOrDefault(jvm, new double[2]);
            sum[0] += now[0] - then[0];
            sum[1] += now[1] - then[1];
        });
        return new PhaseTally(fault, from, to, sum[0], sum[1]);
    }

    private static Map<HistoryJvm, double[]> gets(HistoryFleet fleet) {
        Map<HistoryJvm, double[]> gets = new HashMap<>();
        for (HistoryFleet.Member member : fleet.members()) {
            double hits = 0;
            double misses = 0;
            for (String cache : List.of("by-key", "by-pattern")) {
                hits += member.jvm().metric("cache_gets_total{cache=\"" + cache + "\",result=\"hit\"}");
                misses += member.jvm().metric("cache_gets_total{cache=\"" + cache + "\",result=\"miss\"}");
            }
            gets.put(member.jvm(), new double[] {hits, misses});
        }
        return gets;
    }

    private static List<String> check(Windows windows, VersionHistory history, List<PhaseTally> phases) {
        List<String> examples = new ArrayList<>();
        history.check((read, missed, invented) -> {
            PhaseTally phase = phases.get(0);
            for (PhaseTally one : phases) {
                // Between two phases is still the one before
                phase = read.start() >= one.from() ? one : phase;
            }
            phase.addRead();
            boolean excused = missed != null && windows.hold(missed, read);
            if (missed != null) {
                phase.addStale(excused);
            } else if (invented) {
                phase.addInvented();
            }
            if ((missed != null || invented) && !excused && examples.size() < SHOWN) {
                examples.add("while " + phase.fault().text() + ": " + read
                        + (missed == null ? " saw what was never there" : " missed " + missed));
            }
        });
        return examples;
    }

    @Override
    public void close() throws Exception {
        redis.close();
        database.close();
    }
}
