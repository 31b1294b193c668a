package release;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads and changes things at random for so many seconds once it is told to, and holds each read against the changes that had
 * returned before it began. Arguments: file, keys, seconds, seed.
 */
public final class ReleaseMain {
    private static final int THREADS = 3;
    private static final int ONE_CHANGE_IN = 60;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer returned;
    private final Things things;
    private final int keys;
    private final LongAdder reads = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    private ReleaseMain(ByteBuffer changes, ByteBuffer returned, int keys) {
        this.things = new Things(changes);
        this.returned = returned;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int keys = Integer.parseInt(arguments[1]);
        int bytes = keys * 8;
        ReleaseMain main;
        try (FileChannel file = FileChannel.open(
                Path.of(arguments[0]), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            main = new ReleaseMain(
                    file.map(FileChannel.MapMode.READ_WRITE, 0, bytes),
                    file.map(FileChannel.MapMode.READ_WRITE, bytes, bytes),
                    keys);
        }
        main.things.find(0);
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        in.readLine();
        main.run(Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        System.out.println(main.reads + " " + main.things.loads() + " " + main.wrong);
        in.readLine();
    }

    private void run(long seconds, long seed) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> {
                while (System.nanoTime() < end) {
                    step(random);
                }
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
    }

    private void step(Random random) {
        int key = random.nextInt(keys);
        int at = key * 8;
        if (random.nextInt(ONE_CHANGE_IN) == 0) {
            long version = things.change(key);
            long known = (long) LONGS.getVolatile(returned, at);
            while (known < version && !LONGS.compareAndSet(returned, at, known, version)) {
                known = (long) LONGS.getVolatile(returned, at);
            }
            return;
        }
        long least = (long) LONGS.getVolatile(returned, at);
        Thing thing = things.find(key);
        reads.increment();
        if (!thing.sound(key) || thing.version() < least) {
            wrong.increment();
        }
    }
}
