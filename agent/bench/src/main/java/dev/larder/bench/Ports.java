package dev.larder.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Ports of the loopback address. */
final class Ports {
    private static final int CONNECT_MILLIS = 1000;
    private static final int POLL_MILLIS = 50;

    private Ports() {}

    /** A port that nobody listens at, as of now. */
    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits until something is ready.
     *
     * @throws IOException if the process ends before, or the time is up; names {@code what}
     */
    static void await(BooleanSupplier ready, Process process, Duration patience, String what)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IOException(what + " ended with " + process.exitValue() + " instead of starting");
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException(what + " was not ready within " + patience.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
