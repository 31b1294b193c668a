package dev.larder.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kept-alive HTTP/1.1 connection to the loopback address: as much of the protocol as the blog speaks. The JDK's
 * client costs several times the processor time per request, on the machine whose throughput is being measured. For
 * one thread.
 */
final class HttpConnection implements Closeable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int LONGEST_BODY = 32 << 20;

    private final int port;
    private final String common;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    HttpConnection(int port) {
        this.port = port;
        this.common = " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAccept: text/html, */*\r\n";
    }

    Answer get(String path, Map<String, String> headers) throws IOException {
        return send("GET", path, headers, null);
    }

    Answer send(String method, String path, Map<String, String> headers, @Nullable String body) throws IOException {
        boolean reused = socket != null;
        try {
            return exchange(method, path, headers, body);
        } catch (EOFException closed) {
            close();
            // The server may close a connection that it has kept: nobody has seen the request then, and a read can
            // be sent again. A write is not.
            if (!reused || !method.equals("GET")) {
                throw closed;
            }
            return exchange(method, path, headers, body);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Answer exchange(String method, String path, Map<String, String> headers, @Nullable String body)
            throws IOException {
        Socket open = socket;
        InputStream input = in;
        if (open == null || input == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(TIMEOUT_MILLIS);
            open.connect(new InetSocketAddress("localhost", port), TIMEOUT_MILLIS);
            input = new BufferedInputStream(open.getInputStream(), 1 << 15);
            socket = open;
            in = input;
        }
        open.getOutputStream().write(request(method, path, headers, body));
        return answer(input);
    }

    private byte[] request(String method, String path, Map<String, String> headers, @Nullable String body) {
        StringBuilder head =
                new StringBuilder(256).append(method).append(' ').append(path).append(common);
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body == null) {
            return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        head.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Answer answer(InputStream input) throws IOException {
        String statusLine = line(input);
        int status = (int) Text.numberAt(statusLine, statusLine.indexOf(' ') + 1);
        Map<String, String> headers = new HashMap<>();
        for (String header = line(input); !header.isEmpty(); header = line(input)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        byte[] body = body(input, status, headers);
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            close();
        }
        return new Answer(status, Map.copyOf(headers), new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream input, int status, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks(input);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return status == 204 || status == 304 ? new byte[0] : input.readAllBytes();
        }
        return exactly(input, Integer.parseInt(length));
    }

    private static byte[] chunks(InputStream input) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 15);
        for (int size = chunkSize(input); size > 0; size = chunkSize(input)) {
            body.write(exactly(input, size));
            line(input);
            if (body.size() > LONGEST_BODY) {
                throw new IOException("an answer of more than " + LONGEST_BODY + " bytes");
            }
        }
        line(input);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream input) throws IOException {
        return Integer.parseInt(line(input), 16);
    }

    private static byte[] exactly(InputStream input, int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the answer ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
