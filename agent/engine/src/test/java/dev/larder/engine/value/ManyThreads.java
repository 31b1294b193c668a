package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Has many threads take the whole corpus through one codec at once. */
public final class ManyThreads {
    private static final int THREADS = 64;

    private ManyThreads() {}

    /** {@code platform} or {@code virtual} threads, and for how many seconds, at least one round each. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(differences(
                arguments[0].equals("virtual") ? virtual() : Executors.newFixedThreadPool(THREADS),
                Long.parseLong(arguments[1])));
        System.out.println("done");
    }

    /** By reflection: there are none in the oldest JDK that this is compiled for. */
    private static ExecutorService virtual() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    static List<String> differences(ExecutorService threads, long seconds) throws Exception {
        Codec codec = CodecFixture.any();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i * 5;
                results.add(threads.submit(() -> rounds(codec, first, end)));
            }
            List<String> differences = new ArrayList<>();
            for (Future<String> result : results) {
                if (!result.get().isEmpty()) {
                    differences.add(result.get());
                }
            }
            return differences;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each begins elsewhere, so that different values meet. */
    private static String rounds(Codec codec, int first, long end) throws Exception {
        List<Corpus.Maker> makers = new ArrayList<>(Corpus.all().values());
        int i = 0;
        do {
            Object value = makers.get((first + i) % makers.size()).make();
            String difference = GraphComparison.difference(value, CodecFixture.roundTrip(codec, value));
            if (difference != null) {
                return difference;
            }
            i++;
        } while (i < makers.size() || System.nanoTime() < end);
        return "";
    }
}
