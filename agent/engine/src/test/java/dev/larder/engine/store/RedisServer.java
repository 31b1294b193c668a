package dev.larder.engine.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A real Redis for tests, on a free port of the loopback address, without persistence. It is ended with the JVM at the
 * latest.
 *
 * <p>Where it comes from is decided here and nowhere else, and said once on standard output: a container where a Docker
 * engine answers, else {@code redis-server} on the PATH, else the binary inside the embedded-redis artifact.
 */
public final class RedisServer implements AutoCloseable {

    /** One way to run Redis. */
    interface Host {
        /** Starts it, again if need be, always on the same port; returns when it accepts connections or soon after. */
        void start() throws IOException;

        /** As SIGKILL does: nothing is saved, no connection is closed in an orderly way. */
        void kill() throws IOException;

        void pause() throws IOException;

        void resume() throws IOException;

        String description();
    }

    private static boolean said;

    private final Host host;
    private final int port;
    private final String password;

    private RedisServer(Host host, int port, String password) {
        this.host = host;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts one; returns when it answers.
     *
     * @param options as on the command line of redis-server: {@code --maxmemory 5mb}
     */
    public static RedisServer start(String... options) {
        try {
            int port = freePort();
            List<String> all = new ArrayList<>(List.of("--save", "", "--appendonly", "no"));
            all.addAll(List.of(options));
            Host host = RedisContainer.engineAnswers()
                    ? new RedisContainer(port, all)
                    : new RedisBinary(RedisBinary.find(), port, all);
            int at = List.of(options).indexOf("--requirepass");
            RedisServer server = new RedisServer(host, port, at < 0 ? "" : options[at + 1]);
            sayOnce(host);
            server.restart();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static synchronized void sayOnce(Host host) {
        if (!said) {
            System.out.println("Redis for tests: " + host.description());
            said = true;
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** With the password, where one is required. */
    public String url() {
        return "redis://" + (password.isEmpty() ? "" : ":" + password + "@") + "127.0.0.1:" + port;
    }

    /** As SIGKILL does. */
    public void kill() {
        run(host::kill);
    }

    /** Starts it anew on the same port, empty; returns when it answers. */
    public void restart() {
        run(host::start);
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try {
                command("PING");
                return;
            } catch (UncheckedIOException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(host.description() + " did not start", notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** As SIGSTOP does: connections stay, nothing is answered. */
    public void pause() {
        run(host::pause);
    }

    public void resume() {
        run(host::resume);
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void run(Action action) {
        try {
            action.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * What Redis answers to a command, on a connection of its own. Arrays are one element a line, nil is empty, an error
     * starts with {@code -}.
     */
    public String command(String... words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            if (!password.isEmpty()) {
                write(socket, "AUTH", password);
                reply(in);
            }
            write(socket, words);
            return reply(in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Socket socket, String... words) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            request.writeBytes(bytes);
            request.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        socket.getOutputStream().write(request.toByteArray());
    }

    private static String reply(InputStream in) throws IOException {
        String line = line(in);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> text(in, Integer.parseInt(rest));
            case '*' -> {
                List<String> elements = new ArrayList<>();
                for (int i = Integer.parseInt(rest); i > 0; i--) {
                    elements.add(reply(in));
                }
                yield String.join("\n", elements);
            }
            default -> line;
        };
    }

    private static String text(InputStream in, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        in.skipNBytes(2);
        return text;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis closed the connection");
            }
            line.append((char) c);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() {
        kill();
    }
}
