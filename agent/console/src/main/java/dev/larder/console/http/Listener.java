package dev.larder.console.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A small HTTP server of our own. The JDK's own begins to log through java.util.logging before the application has set
 * that up, bounds neither connections nor the time of a request but for the whole JVM, and other agents take its requests
 * for the application's. One thread listens; each connection has a thread for as long as it lasts.
 */
final class Listener implements AutoCloseable {
    static final int MOST_CONNECTIONS = 32;

    private static final int MOST_WAITING = 16;
    private static final int MILLIS_BETWEEN_LOOKS = 1_000;

    private final ServerSocket socket;
    private final Function<Request, Response> answers;
    private final Consumer<Throwable> faults;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private final Thread listening;

    private Listener(ServerSocket socket, Function<Request, Response> answers, Consumer<Throwable> faults) {
        this.socket = socket;
        this.answers = answers;
        this.faults = faults;
        this.listening = thread(this::listen, "larder-http");
    }

    /**
     * Listens, and answers once {@link #start} is called.
     *
     * @param more how many ports after this one are tried where it is taken
     * @param answers asked on many threads; what it throws is a fault
     */
    static Listener open(
            InetAddress host, int port, int more, Function<Request, Response> answers, Consumer<Throwable> faults)
            throws IOException {
        for (int offset = 0; ; offset++) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(host, port + offset), MOST_WAITING);
                socket.setSoTimeout(MILLIS_BETWEEN_LOOKS);
                return new Listener(socket, answers, faults);
            } catch (BindException taken) {
                socket.close();
                if (port == 0 || offset == more || port + offset == 65535) {
                    throw taken;
                }
            } catch (IOException | RuntimeException impossible) {
                socket.close();
                throw impossible;
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void start() {
        listening.start();
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                accept(socket.accept());
            } catch (SocketTimeoutException nobody) {
                // Time to look after those who are there
            } catch (IOException fault) {
                if (!socket.isClosed()) {
                    faults.accept(fault);
                }
            } catch (RuntimeException | Error fault) {
                // No memory for a thread, say: it may pass
                faults.accept(fault);
            }
            long now = System.nanoTime();
            connections.forEach(connection -> connection.closeIfLate(now));
        }
    }

    private void accept(Socket accepted) {
        Connection connection = new Connection(accepted, answers);
        if (connections.size() >= MOST_CONNECTIONS) {
            connection.close();
            return;
        }
        connections.add(connection);
        boolean runs = false;
        try {
            thread(
                            () -> {
                                try {
                                    connection.run();
                                } catch (RuntimeException | Error fault) {
                                    faults.accept(fault);
                                } finally {
                                    connections.remove(connection);
                                }
                            },
                            "larder-http-connection")
                    .start();
            runs = true;
        } finally {
            if (!runs) {
                connections.remove(connection);
                connection.close();
            }
        }
    }

    /** Leaves the port free when it returns. Whoever is being answered still gets the answer. */
    @Override
    public void close() {
        try {
            socket.close();
            listening.join(2 * MILLIS_BETWEEN_LOOKS);
        } catch (IOException gone) {
            // As wanted
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(Connection::closeUnlessAnswering);
    }
}
