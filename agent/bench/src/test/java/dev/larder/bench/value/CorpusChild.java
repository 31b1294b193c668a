package dev.larder.bench.value;

import dev.larder.engine.value.CorpusDoor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Run in a JVM of its own: writes every kind of value by one library into a directory, or reads them there and says of each
 * what became of it.
 */
final class CorpusChild {
    private static final int LONGEST_SECONDS = 20;

    private final String name;
    private Peer peer;

    private CorpusChild(String name) {
        this.name = name;
        this.peer = made();
    }

    private Peer made() {
        return name.equals("larder") ? Peer.of(CorpusDoor.codec()) : Peer.named(name);
    }

    public static void main(String[] arguments) throws Exception {
        CorpusChild child = new CorpusChild(arguments[0]);
        Path home = Path.of(arguments[2]);
        List<String> kinds = new ArrayList<>(CorpusDoor.kinds().keySet());
        for (int i = 0; i < kinds.size(); i++) {
            Callable<Object> maker = CorpusDoor.kinds().get(kinds.get(i));
            Path file = home.resolve(i + ".bin");
            String outcome = arguments[1].equals("write") ? child.write(maker, file) : child.read(maker, file);
            System.out.println(outcome + "\t" + kinds.get(i));
        }
        System.exit(0);
    }

    private String write(Callable<Object> maker, Path file) throws Exception {
        Object value = maker.call();
        try {
            Files.write(file, within(() -> peer.encode(value)));
            return "written";
        } catch (ExecutionException | TimeoutException refused) {
            peer = made();
            return "refused";
        }
    }

    private String read(Callable<Object> maker, Path file) throws Exception {
        if (!Files.exists(file)) {
            return "refused";
        }
        byte[] bytes = Files.readAllBytes(file);
        Object back;
        try {
            back = within(() -> peer.decode(bytes));
        } catch (ExecutionException | TimeoutException failed) {
            peer = made();
            return "failed";
        }
        try {
            String difference = CorpusDoor.difference(maker.call(), back);
            return difference == null ? "right" : "wrong";
        } catch (RuntimeException broken) {
            // So wrong that it can't even be looked at
            return "wrong";
        }
    }

    /** On a thread of its own, with the stack that application threads have. */
    private static <T> T within(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "one value");
        thread.setDaemon(true);
        thread.start();
        return task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
}
