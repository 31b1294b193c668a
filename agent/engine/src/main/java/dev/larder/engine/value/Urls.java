package dev.larder.engine.value;

import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The URLs of one graph. While its sets and maps are filled each text is one object, and each has a hash of its own: two
 * of the same hash would have the JDK ask the name server whether they are equal.
 */
final class Urls {
    private final Map<String, URL> byText = new HashMap<>();
    private final Map<Integer, String> texts = new HashMap<>();
    private final List<URL> unhashed = new ArrayList<>();

    /** Whether no other URL has the hash. */
    boolean alone(String text, int hash) {
        String known = hash == UrlForm.UNHASHED ? null : texts.putIfAbsent(hash, text);
        return known == null || known.equals(text);
    }

    URL add(String text, int hash) throws BadPayloadException {
        if (!alone(text, hash)) {
            throw new BadPayloadException("two URLs that only a name server could tell apart");
        }
        URL url = byText.get(text);
        if (url == null) {
            url = UrlForm.url(text);
            byText.put(text, url);
            unhashed.add(url);
        }
        if (hash != UrlForm.UNHASHED) {
            UrlForm.setHash(url, hash);
        }
        return url;
    }

    /** All have been read: those without a hash get one of their own until {@link #settle}. */
    void hash() {
        unhashed.removeIf(url -> UrlForm.hash(url) != UrlForm.UNHASHED);
        int next = 0;
        for (URL url : unhashed) {
            while (next == UrlForm.UNHASHED || texts.containsKey(next)) {
                next++;
            }
            UrlForm.setHash(url, next++);
        }
    }

    /** All sets and maps are filled: what had no hash has none again. */
    void settle() {
        for (URL url : unhashed) {
            UrlForm.setHash(url, UrlForm.UNHASHED);
        }
    }
}
