package dev.larder.engine.coherence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of requests that an application answers, told by their paths, since no framework is asked for its handlers:
 * {@code /posts/7/visits} and {@code /posts/8/visits} are of one kind. What has a digit, or is long, names a thing and not a
 * kind; and where a place in the path has been seen with many words, they do too. Any thread; never more than a bounded
 * number, past which all others are of one kind.
 */
final class Endpoints {
    private static final int MOST = 512;
    private static final int DEEPEST = 8;
    private static final int MOST_WORDS = 16;
    private static final int LONGEST_WORD = 32;

    /** Compared by identity. */
    static final class Kind {
        private final Map<String, Kind> words = new ConcurrentHashMap<>(2);
        private volatile @Nullable Kind any;
        private volatile boolean many;
    }

    private final AtomicInteger made = new AtomicInteger();
    private final Kind others = new Kind();
    private final Kind root = new Kind();

    Kind of(@Nullable String path) {
        if (path == null) {
            return others;
        }
        Kind at = root;
        int depth = 0;
        int begin = 0;
        int end = path.length();
        while (begin < end && depth < DEEPEST) {
            int slash = path.indexOf('/', begin);
            int next = slash < 0 ? end : slash;
            if (next > begin) {
                at = below(at, word(path, begin, next));
                if (at == others) {
                    return others;
                }
                depth++;
            }
            begin = next + 1;
        }
        return at;
    }

    /** Null for what names a thing. */
    private static @Nullable String word(String path, int begin, int end) {
        int length = 0;
        for (int i = begin; i < end; i++, length++) {
            char letter = path.charAt(i);
            if (letter == ';') {
                break; // a session's id, for those who take no cookies
            }
            if ((letter >= '0' && letter <= '9') || length == LONGEST_WORD) {
                return null;
            }
        }
        return path.substring(begin, begin + length);
    }

    private Kind below(Kind at, @Nullable String word) {
        if (word != null && !at.many) {
            Kind known = at.words.get(word);
            if (known != null) {
                return known;
            }
            if (at.words.size() < MOST_WORDS) {
                return made.incrementAndGet() > MOST ? others : at.words.computeIfAbsent(word, first -> new Kind());
            }
            // What was learnt of each of them doesn't hold for all: it is learnt anew
            at.many = true;
            at.words.clear();
        }
        Kind any = at.any;
        if (any == null) {
            if (made.incrementAndGet() > MOST) {
                return others;
            }
            any = new Kind();
            at.any = any; // two threads may each set one: the later is learnt anew
        }
        return any;
    }
}
