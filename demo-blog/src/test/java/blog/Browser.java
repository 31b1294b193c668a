package blog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader with cookies; follows no redirects. */
final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
    private final String site;
    private String password;

    Browser(int port) {
        this.site = "http://localhost:" + port;
    }

    static Browser signedIn(int port, String username) {
        Browser browser = new Browser(port);
        HttpResponse<String> response = browser.submit("/login", "/login", "username", username, "password", "secret");
        if (response.statusCode() != 302 || location(response).contains("error")) {
            throw new IllegalStateException(username + " could not sign in: " + response);
        }
        return browser;
    }

    /** A client of the API, which sends its password with every request. */
    static Browser client(int port, String username) {
        Browser browser = new Browser(port);
        browser.password =
                "Basic " + Base64.getEncoder().encodeToString((username + ":secret").getBytes(StandardCharsets.UTF_8));
        return browser;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).header("Accept", "text/html, */*").GET());
    }

    String page(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException("GET " + path + " gave " + response.statusCode());
        }
        return response.body();
    }

    /** Sends the form of a page, with the token that stands in it. */
    HttpResponse<String> submit(String page, String path, String... fields) {
        Matcher token = TOKEN.matcher(page(page));
        if (!token.find()) {
            throw new IllegalStateException("No form on " + page);
        }
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("_csrf", token.group(1)));
        return post(path, all.toArray(String[]::new));
    }

    HttpResponse<String> post(String path, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i > 0 ? "&" : "").append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
        }
        return send(request(path)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    HttpResponse<String> json(String method, String path, String body) {
        return send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)));
    }

    static String location(HttpResponse<?> response) {
        URI location = URI.create(response.headers().firstValue("Location").orElseThrow());
        return location.getPath() + (location.getQuery() == null ? "" : "?" + location.getQuery());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site + path));
        return password == null ? request : request.header("Authorization", password);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
