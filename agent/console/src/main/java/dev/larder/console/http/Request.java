package dev.larder.console.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param path as it was sent: nothing in it is decoded, and nothing but whole paths is ever compared
 * @param query decoded, by name
 * @param headers by name in small letters
 */
record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** GET, or HEAD, which asks for the same without the body. */
    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
