package dev.larder.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A TCP proxy on the loopback address that misbehaves on demand. */
public final class FaultyProxy implements AutoCloseable {

    private final ServerSocket server;
    private volatile int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean stalled;
    private volatile boolean refusing;
    private volatile boolean losing;
    private volatile long delayMillis;

    private FaultyProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    public static FaultyProxy to(int port) {
        try {
            FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            proxy.daemon(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    /** How many connections have been let through so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Closes the connections of now; new ones are accepted. */
    public void cut() {
        sockets.forEach(FaultyProxy::closeQuietly);
        sockets.clear();
    }

    /** Where connections lead from now on: another server has become the master, under the same name. */
    public void lead(int port) {
        target = port;
        cut();
    }

    /** While true, new connections are closed at once. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** While true nothing gets through in either direction; connections stay, and nothing is lost. */
    public void stall(boolean on) {
        stalled = on;
    }

    /**
     * While true what is sent in either direction is lost, on new connections too, and nobody is told: a host that has
     * gone, or a line that only one side takes for open. Ends with a cut, since there would be gaps in what follows.
     */
    public void lose(boolean on) {
        losing = on;
        if (!on) {
            cut();
        }
    }

    /** Holds back each piece of an answer for so long. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusing) {
                    closeQuietly(client);
                    continue;
                }
                Socket upstream = connected(client);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(upstream);
                accepted.incrementAndGet();
                daemon(() -> pump(client, upstream, false));
                daemon(() -> pump(upstream, client, true));
            } catch (IOException ended) {
                // closed, or the target is away: the next connection may fare better
            }
        }
    }

    private Socket connected(Socket client) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException away) {
            closeQuietly(client);
            throw away;
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers && delayMillis > 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
                }
                while (stalled && !to.isClosed()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                if (!losing) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException ended) {
            // as connections do
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // it is closed
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException already) {
            // it is closed
        }
        stalled = false;
        cut();
    }
}
