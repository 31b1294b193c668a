package dev.larder.console.http;

import dev.larder.console.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. */
record Response(int status, Map<String, String> headers, String text) {
    private static final String TYPE = "Content-Type";

    Response {
        headers = Map.copyOf(headers);
    }

    static Response of(int status, String type, String text) {
        return new Response(status, Map.of(TYPE, type), text);
    }

    static Response text(int status, String words) {
        return of(status, "text/plain; charset=utf-8", "Larder: " + words + "\n");
    }

    static Response json(int status, JsonText json) {
        return of(status, "application/json", json + "\n");
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, text);
    }

    byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As it goes over the line. Nothing of it is ever to be kept, framed or taken for something else by a browser. */
    byte[] head(int length) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(words())
                .append("\r\nContent-Length: ")
                .append(length)
                .append("\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff")
                .append("\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String words() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 411 -> "Length Required";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Other";
        };
    }
}
