package dev.larder.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The page: one file that holds all it needs, and is allowed nothing else. Read when somebody asks for it first. */
final class Page {
    private volatile @Nullable Response response;

    private static Response load() {
        try (InputStream in = Page.class.getResourceAsStream("page.html")) {
            if (in == null) {
                return Response.text(404, "this jar has no page");
            }
            String html = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return Response.of(200, "text/html; charset=utf-8", html)
                    .with(
                            "Content-Security-Policy",
                            "default-src 'none'; connect-src 'self'; script-src '" + hash(html, "script")
                                    + "'; style-src '" + hash(html, "style")
                                    + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            return Response.text(404, "this jar has no page that can be read");
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

    /** Any thread; two may both read it. */
    Response response() {
        Response read = response;
        if (read == null) {
            read = load();
            response = read;
        }
        return read;
    }
}
