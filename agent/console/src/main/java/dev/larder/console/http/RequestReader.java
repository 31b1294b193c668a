package dev.larder.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request of HTTP/1.0 or 1.1, as strictly as that allows: whoever writes something doubtful is no client of
 * ours. Everything is bounded; for how long it may take is the stream's care.
 */
final class RequestReader {
    static final int LONGEST_HEAD = 16 << 10;
    static final int LONGEST_BODY = 64 << 10;

    private static final int MOST_HEADERS = 64;
    private static final Pattern START = Pattern.compile("([A-Z]{1,16}) (/[\\x21-\\x7e]*) HTTP/1\\.[01]");
    // Blanks at both ends are taken off afterwards: a pattern for them would try every way to share them out
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):([\\x20-\\xff\\t]*)");

    private final InputStream in;
    private int headLeft = LONGEST_HEAD;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Null where the connection was closed without a word. */
    @Nullable
    Request read() throws IOException, RefusedRequestException {
        String start = line();
        if (start == null) {
            return null;
        }
        Matcher words = START.matcher(start);
        if (!words.matches()) {
            throw new RefusedRequestException(400, "this is no request of HTTP/1.1");
        }
        Map<String, String> headers = headers();
        if (start.endsWith("1") && !headers.containsKey("host")) {
            throw new RefusedRequestException(400, "the Host header is missing");
        }
        String target = words.group(2);
        int mark = target.indexOf('?');
        return new Request(
                words.group(1),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? Map.of() : query(target.substring(mark + 1)),
                headers,
                body(headers));
    }

    private Map<String, String> headers() throws IOException, RefusedRequestException {
        Map<String, String> headers = new HashMap<>();
        int count = 0;
        for (String line = line(); line == null || !line.isEmpty(); line = line()) {
            Matcher header = HEADER.matcher(line == null ? "" : line);
            if (!header.matches()) {
                throw new RefusedRequestException(400, "a header can't be read");
            }
            if (++count > MOST_HEADERS) {
                throw new RefusedRequestException(431, "there are more than " + MOST_HEADERS + " headers");
            }
            String name = header.group(1).toLowerCase(Locale.ROOT);
            String value = header.group(2).strip();
            String before = headers.put(name, value);
            if (before != null) {
                if (!name.startsWith("accept")) {
                    throw new RefusedRequestException(400, "a header is there twice");
                }
                headers.put(name, before + ", " + value);
            }
        }
        return headers;
    }

    private static Map<String, String> query(String text) throws RefusedRequestException {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                query.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            } catch (IllegalArgumentException wrong) {
                throw new RefusedRequestException(400, "the query can't be read");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private String body(Map<String, String> headers) throws IOException, RefusedRequestException {
        if (headers.containsKey("transfer-encoding")) {
            throw new RefusedRequestException(411, "a body needs its Content-Length");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,18}")) {
            throw new RefusedRequestException(400, "the Content-Length is no number");
        }
        if (Long.parseLong(length) > LONGEST_BODY) {
            throw new RefusedRequestException(413, "a body has at most " + LONGEST_BODY + " bytes");
        }
        int size = Integer.parseInt(length);
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new RefusedRequestException(400, "the body ends too early");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new RefusedRequestException(400, "the body is not UTF-8");
        }
    }

    /** Without its end; null where the stream has ended. */
    private @Nullable String line() throws IOException, RefusedRequestException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new RefusedRequestException(400, "the request ends too early");
            }
            if (--headLeft < 0) {
                throw new RefusedRequestException(
                        431, "request line and headers have at most " + LONGEST_HEAD + " bytes");
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
