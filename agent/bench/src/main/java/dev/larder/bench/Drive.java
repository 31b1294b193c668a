package dev.larder.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Drives a blog with a number of visitors, each of whom sends a request when the one before has been answered. What
 * they have written is remembered from one drive to the next of the same blog.
 */
final class Drive {
    private final int port;
    private final double size;
    private final int clients;
    private final long seed;
    private final Console console;
    private final Freshness freshness = new Freshness();

    /**
     * @param size the blog's {@code blog.size}
     * @param seed decides every visitor's steps
     */
    Drive(int port, double size, int clients, long seed, Console console) {
        this.port = port;
        this.size = size;
        this.clients = clients;
        this.seed = seed;
        this.console = console;
    }

    /**
     * @param what for the line that shows the progress
     * @param round tells drives of one blog apart: each has steps of its own
     */
    DriveResult run(String what, int round, int seconds) throws IOException, InterruptedException {
        LongAdder requests = new LongAdder();
        List<HttpConnection> connections = new ArrayList<>();
        try {
            Site site = site();
            List<Visitor> visitors = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                HttpConnection connection = new HttpConnection(port);
                connections.add(connection);
                String username = site.authors().get(client % site.authors().size());
                visitors.add(new Visitor(
                        connection,
                        Session.signIn(connection, username),
                        new Mix(site, seed + 1000L * round + client),
                        freshness,
                        clients == 1,
                        requests));
            }
            return drive(what, visitors, seconds, requests);
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    private DriveResult drive(String what, List<Visitor> visitors, int seconds, LongAdder requests)
            throws InterruptedException {
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (Visitor visitor : visitors) {
            Thread thread = new Thread(() -> visitor.visit(end), "visitor");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (int second = 1; second <= seconds && threads.stream().anyMatch(Thread::isAlive); second++) {
            long left = start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
            threads.get(0).join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            console.progress("%s: %d of %d s, %d requests".formatted(what, second, seconds, requests.sum()));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        console.progressDone();
        double took = (System.nanoTime() - start) / 1e9;
        return new DriveResult(
                took, Visits.all(visitors.stream().map(Visitor::visits).toList()));
    }

    private Site site() throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            return Site.of(size, connection.get("/", Map.of()).body(), seed);
        }
    }
}
