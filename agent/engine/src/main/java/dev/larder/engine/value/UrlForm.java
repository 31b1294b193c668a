package dev.larder.engine.value;

import java.net.MalformedURLException;
import java.net.URL;

/**
 * A URL asks the name server for its host as soon as it is hashed or compared, as it is when a set is filled with it. So a
 * hash that it has computed already travels with it; a hash is what it must have had in any set of the original.
 */
final class UrlForm extends GraphForm {
    private static final long HASH = RawFields.offset(URL.class, "hashCode");

    /** What the JDK takes for not computed. */
    static final int UNHASHED = -1;

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        String text = ((URL) value).toExternalForm();
        if (!out.urls().alone(text, hash(value))) {
            throw new RefusedException(
                    "two URLs of one address, which only a name server could tell apart; return URIs");
        }
        out.body().text(text);
        out.body().four(hash(value));
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        String text = in.body().text();
        return in.urls().add(text, in.body().four());
    }

    static int hash(Object url) {
        return RawFields.getInt(url, HASH);
    }

    static void setHash(Object url, int hash) {
        RawFields.putInt(url, HASH, hash);
    }

    @SuppressWarnings("deprecation") // the way by URI refuses URLs that the application has
    static URL url(String text) throws BadPayloadException {
        try {
            return new URL(text);
        } catch (MalformedURLException unknown) {
            throw new BadPayloadException("a URL of an unknown protocol");
        }
    }

    @Override
    void writeBody(Object value, GraphWriter out) {}

    @Override
    void readBody(Object target, GraphReader in) {}
}
