package dev.larder.engine.store.redis;

import dev.larder.engine.log.Log;
import org.jspecify.annotations.Nullable;

/** Says when the state of the connection changes, once for each change. Used by the keeper's thread alone. */
final class ConnectionNews {
    private final String subject;
    private final Log log;
    private boolean up;
    private Trouble.@Nullable Kind told;

    /** @param url with its password left out */
    ConnectionNews(String url, Log log) {
        this.subject = "Redis at " + url;
        this.log = log;
    }

    void up() {
        if (!up) {
            log.info(subject + " is up");
        }
        up = true;
        told = null;
    }

    void down(Trouble trouble) {
        if (trouble.kind() != told) {
            String text = trouble.getMessage();
            if (up) {
                log.warn(subject + " was lost: " + text
                        + ". Until it is back, cached methods run as if there were no cache");
            } else if (told == null) {
                log.warn(subject + " is not up: " + text
                        + ". Until it is, cached methods run as if there were no cache");
            } else {
                log.warn(subject + " is still not up: " + text);
            }
        }
        up = false;
        told = trouble.kind();
    }
}
