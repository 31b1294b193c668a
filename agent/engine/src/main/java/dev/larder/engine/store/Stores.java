package dev.larder.engine.store;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.memory.MemoryStore;
import dev.larder.engine.store.redis.RedisExamination;
import dev.larder.engine.store.redis.RedisStore;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the store that the settings name. */
public final class Stores {

    /** The longest memory that values may take in a {@code memory:} store: enough for tests and development. */
    private static final long MEMORY_BYTES = 64L << 20;

    private Stores() {}

    /** Told how long each command took, well or not, as its caller saw it. Called on any thread; must not block. */
    @FunctionalInterface
    public interface CommandTimes {

        /** @param command {@code read}, {@code lease}, {@code renew}, {@code fill}, {@code release}, {@code mark},
         *     {@code unmark} or {@code evict} */
        void record(String command, long nanos);
    }

    /**
     * Returns at once: Redis is connected to on a thread of the store's own, once it is woken, and {@link Store#up()} is
     * false until that has been done.
     *
     * @throws IllegalArgumentException for settings that name no store; the message says what to write instead
     */
    public static Store open(StoreSettings settings, StoreUse use, CommandTimes times, Log log) {
        String scheme = scheme(settings);
        return switch (scheme) {
            case "memory" -> new MemoryStore(MEMORY_BYTES, use.longestTtl(), times);
            case "redis", "rediss", "redis-sentinel", "rediss-sentinel" -> RedisStore.open(settings, use, times, log);
            default -> throw noStore(scheme);
        };
    }

    /**
     * Goes through what Larder needs of the store that the settings name. For people: takes seconds.
     *
     * @throws IllegalArgumentException as {@link #open} does
     */
    public static List<Finding> examine(StoreSettings settings) {
        String scheme = scheme(settings);
        return switch (scheme) {
            case "memory" ->
                List.of(Finding.warning(
                        "the store is the memory of each JVM: other JVMs see neither values nor evictions",
                        "name a Redis in store.url where there is more than one"));
            case "redis", "rediss", "redis-sentinel", "rediss-sentinel" -> RedisExamination.of(settings);
            default -> throw noStore(scheme);
        };
    }

    private static IllegalArgumentException noStore(String scheme) {
        return new IllegalArgumentException("store: url starts with \"" + scheme
                + ":\", which is no store; write redis://HOST:6379, rediss:// for TLS,"
                + " redis-sentinel://HOST:26379/0#MASTER, or memory:");
    }

    private static String scheme(StoreSettings settings) {
        if (settings.cluster()) {
            throw new IllegalArgumentException("store: cluster: true is not supported yet; name a single Redis or"
                    + " Sentinels (redis-sentinel://HOST:26379/0#MASTER) in url, without cluster");
        }
        String scheme = scheme(settings.url());
        if (scheme == null) {
            // The URL is not repeated: it may be its password that is in the way.
            throw new IllegalArgumentException("store: url can't be read; it looks like redis://:PASSWORD@HOST:6379/0,"
                    + " with special characters of the password percent-encoded (@ as %40), or like memory:");
        }
        return scheme;
    }

    /** Null where the URL is none. Looked at without Lettuce, whose classes would cost the application's start. */
    private static @Nullable String scheme(String url) {
        if (url.equals("memory:")) {
            return "memory";
        }
        try {
            URI uri = new URI(url);
            String authority = uri.getRawAuthority();
            // A bare @ / ? or # in a password would be taken for the end of it, and the rest be shown to people
            boolean misread = authority == null
                    || url.indexOf('@') != url.lastIndexOf('@')
                    || (url.contains("@") && !authority.contains("@"));
            return misread ? null : uri.getScheme();
        } catch (URISyntaxException wrong) {
            return null;
        }
    }
}
