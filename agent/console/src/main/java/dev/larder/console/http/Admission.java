package dev.larder.console.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask and who may change something. What is told to everybody on the machine is told to anyone who reaches the
 * address; but never to a page of another site in a browser that does, nor does such a page change anything.
 */
final class Admission {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.%]+]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private final boolean loopback;
    private final String host;
    private final @Nullable String token;

    /**
     * @param loopback whether it can be reached from this machine alone
     * @param host as the settings give it
     * @param token what changes are asked for with; null for nothing
     */
    Admission(boolean loopback, String host, @Nullable String token) {
        this.loopback = loopback;
        this.host = host;
        this.token = token;
    }

    /** Null where the request may go on to read what anybody may. */
    @Nullable
    Response refuseReading(Request request) {
        return loopback ? refuseName(request) : null;
    }

    /** Null where the request may go on to change something, or to read what only those may who can. */
    @Nullable
    Response refuseChanging(Request request) {
        Response otherSite = refuseOtherSites(request);
        if (otherSite != null) {
            return otherSite;
        }
        if (token == null) {
            return loopback
                    ? refuseName(request)
                    : Response.text(
                            403,
                            "this address can be reached from other machines, so that a token is needed: set admin.token"
                                    + " (LARDER_ADMIN_TOKEN) and send it as Authorization: Bearer TOKEN");
        }
        String given = request.header("authorization");
        // Who knows the token is no page that has been given this machine's address for its own name
        return given != null && given.startsWith("Bearer ") && same(given.substring("Bearer ".length()), token)
                ? null
                : Response.text(401, "send the token of admin.token as Authorization: Bearer TOKEN")
                        .with("WWW-Authenticate", "Bearer");
    }

    /** In a time that tells neither how much of it is right nor how long it is. */
    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(digest(given), digest(wanted));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private @Nullable Response refuseOtherSites(Request request) {
        String origin = request.header("origin");
        String site = request.header("sec-fetch-site");
        String host = request.header("host");
        // Behind a proxy that speaks TLS the page has another scheme; there a token is asked for as well
        boolean own = origin == null
                || origin.equalsIgnoreCase("http://" + host)
                || (token != null && origin.equalsIgnoreCase("https://" + host));
        return own && (site == null || site.equals("same-origin"))
                ? null
                : Response.text(403, "not on behalf of another site's page");
    }

    /** Against DNS rebinding: a foreign name that leads here is one that somebody else has chosen. */
    private @Nullable Response refuseName(Request request) {
        String given = request.header("host");
        if (given == null) {
            return null;
        }
        String name = PORT.matcher(given).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || ADDRESS.matcher(name).matches() || name.equals(host.toLowerCase(Locale.ROOT))
                ? null
                : Response.text(403, "ask by an address or as localhost: this name may be another's");
    }
}
