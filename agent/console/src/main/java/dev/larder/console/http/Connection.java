package dev.larder.console.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Function;

/**
 * One connection, for one request: read within a few seconds, whatever the size of the drops that it comes in, answered,
 * and closed. One thread, and the listener's, which closes what takes too long to be written.
 */
final class Connection implements Runnable {
    private static final long READING = Duration.ofSeconds(5).toNanos();
    private static final long WRITING = Duration.ofSeconds(10).toNanos();
    private static final long DRAINING = Duration.ofSeconds(1).toNanos();

    /** What is still read of a request that was refused, so that its sender gets to see why. */
    private static final int MOST_DRAINED = 1 << 20;

    private final Socket socket;
    private final Function<Request, Response> answers;

    /** By {@link System#nanoTime()}: when it is closed at the latest. */
    private volatile long deadline = System.nanoTime() + READING;

    /** While the answer is made: a reload takes as long as it takes. */
    private volatile boolean answering;

    Connection(Socket socket, Function<Request, Response> answers) {
        this.socket = socket;
        this.answers = answers;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(new Impatient(socket.getInputStream()));
            Response response;
            boolean head = false;
            try {
                Request request = new RequestReader(in).read();
                if (request == null) {
                    return;
                }
                head = request.method().equals("HEAD");
                answering = true;
                response = answers.apply(request);
            } catch (RefusedRequestException refused) {
                response = Response.text(refused.status(), String.valueOf(refused.getMessage()));
            } catch (SocketTimeoutException slow) {
                response = Response.text(408, "the request took too long");
            }
            deadline = System.nanoTime() + WRITING;
            answering = false;
            OutputStream out = socket.getOutputStream();
            byte[] body = response.body();
            out.write(response.head(body.length));
            if (!head) {
                out.write(body);
            }
            out.flush();
            drain(in);
        } catch (IOException gone) {
            // Whoever asked doesn't want to know any more
        }
    }

    /** To close a connection with something unread takes the answer away from under its reader. */
    private void drain(InputStream in) throws IOException {
        socket.shutdownOutput();
        deadline = System.nanoTime() + DRAINING;
        byte[] waste = new byte[4096];
        for (int drained = 0, read = 0; read >= 0 && drained < MOST_DRAINED; drained += read) {
            read = in.read(waste);
        }
    }

    void closeIfLate(long now) {
        // A second more: reading sees the deadline itself, and says so
        if (!answering && now - deadline > Duration.ofSeconds(1).toNanos()) {
            close();
        }
    }

    void closeUnlessAnswering() {
        if (!answering) {
            close();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // As wanted
        }
    }

    /** Gives up at the deadline, and not only where nothing at all comes. */
    private final class Impatient extends InputStream {
        private final InputStream in;

        Impatient(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) left);
            return in.read(bytes, offset, length);
        }
    }
}
