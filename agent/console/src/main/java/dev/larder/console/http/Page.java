package dev.larder.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page: one file that holds all it needs, and is allowed nothing else. */
final class Page {
    private final Response response;

    private Page(Response response) {
        this.response = response;
    }

    static Page load() {
        try (InputStream in = Page.class.getResourceAsStream("page.html")) {
            if (in == null) {
                return new Page(Response.text(404, "this jar has no page"));
            }
            String html = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return new Page(Response.of(200, "text/html; charset=utf-8", html)
                    .with(
                            "Content-Security-Policy",
                            "default-src 'none'; connect-src 'self'; script-src '" + hash(html, "script")
                                    + "'; style-src '" + hash(html, "style")
                                    + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"));
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            return new Page(Response.text(404, "this jar has no page that can be read"));
        }
    }

    /** Of the one element of that name: nothing else is run, whatever finds its way into the page. */
    private static String hash(String html, String element) throws NoSuchAlgorithmException {
        int from = html.indexOf("<" + element + ">") + element.length() + 2;
        byte[] content =
                html.substring(from, html.indexOf("</" + element + ">", from)).getBytes(StandardCharsets.UTF_8);
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    }

    Response response() {
        return response;
    }
}
