package dev.larder.engine.rule;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Template;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of the rules decides which keys there are, which tags they carry and what evicts them, as numbers: JVMs whose
 * fingerprints are equal evict whatever any of them stores. How long values live, or which methods are woven, is no part
 * of it. Names of holes in patterns aren't either.
 *
 * @param all of all rules together, never 0
 * @param caches of the keys of each cache alone, by the tag that all its entries carry
 */
public record RuleFingerprint(long all, Map<String, Long> caches) {

    /** Changes with how keys and tags are written. */
    private static final String FORM = "keys and tags 1";

    public RuleFingerprint {
        caches = Map.copyOf(caches);
    }

    public static RuleFingerprint of(Rules rules) {
        Map<String, Long> caches = new TreeMap<>();
        // Of disabled rules too: what another JVM has enabled is keyed by the same
        rules.caches().forEach(rule -> caches.put(CacheKeys.tag(rule.name()), digest(keys(rule.keys()))));
        Collection<String> patterns = new TreeSet<>();
        rules.invalidations().forEach(rule -> rule.evict().forEach(pattern -> patterns.add(shape(pattern))));
        return new RuleFingerprint(digest(FORM + caches + patterns), caches);
    }

    private static String keys(CacheKeys keys) {
        StringBuilder text = new StringBuilder(FORM);
        Template key = keys.key();
        text.append(key == null ? " default" : " key " + key.text());
        keys.tags().forEach(tag -> text.append("\ntag ").append(tag.text()));
        new TreeSet<>(keys.secrets()).forEach(secret -> text.append("\nsecret ").append(secret));
        return text.append('\n')
                .append(keys.parameterTypes())
                .append(keys.parameterNames())
                .toString();
    }

    private static String shape(Pattern pattern) {
        StringBuilder text = new StringBuilder();
        for (Pattern.Element element : pattern.elements()) {
            text.append(':');
            if (element instanceof Pattern.Bound bound) {
                for (Template.Part part : bound.segment().parts()) {
                    text.append(part instanceof Template.Literal literal ? "=" + literal.text() : "{}");
                }
            } else {
                text.append('*');
            }
        }
        return text.toString();
    }

    private static long digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() | 1;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
