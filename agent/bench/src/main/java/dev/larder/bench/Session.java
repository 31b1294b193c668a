package dev.larder.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user who is signed in, as a browser would be: with the session's cookie, and the token that forms are sent with.
 * Immutable.
 */
record Session(String username, String cookie, String token) {

    private static final String PASSWORD = "secret";
    private static final String TOKEN = "name=\"_csrf\" value=\"";
    private static final String FORM = "application/x-www-form-urlencoded";

    static Session signIn(HttpConnection connection, String username) throws IOException {
        Answer form = connection.get("/login", Map.of());
        String cookie = cookie(form, "");
        Answer answer = connection.send(
                "POST",
                "/login",
                Map.of("Cookie", cookie, "Content-Type", FORM),
                "username=" + username + "&password=" + PASSWORD + "&_csrf=" + encoded(token(form)));
        if (answer.status() != 302 || answer.location().contains("error")) {
            throw new IOException(username + " could not sign in: the blog answered " + answer.status());
        }
        cookie = cookie(answer, cookie);
        // Signing in changes the token
        Answer page = connection.get("/posts/new", Map.of("Cookie", cookie));
        return new Session(username, cookie, token(page));
    }

    Map<String, String> headers() {
        return Map.of("Cookie", cookie);
    }

    /** @param fields names and values by turns */
    Answer submit(HttpConnection connection, String path, String... fields) throws IOException {
        StringBuilder form = new StringBuilder("_csrf=").append(encoded(token));
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
        }
        return connection.send("POST", path, Map.of("Cookie", cookie, "Content-Type", FORM), form.toString());
    }

    private static String cookie(Answer answer, String otherwise) {
        String set = answer.header("set-cookie");
        return set == null ? otherwise : set.split(";", 2)[0];
    }

    private static String token(Answer page) throws IOException {
        @Nullable String token = Text.between(page.body(), TOKEN, "\"", 0);
        if (token == null) {
            throw new IOException("the blog answered " + page.status() + " without a form where one was expected");
        }
        return token;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
