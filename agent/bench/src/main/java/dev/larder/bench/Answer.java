package dev.larder.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** @param headers by name in lower case; of several with one name the last */
record Answer(int status, Map<String, String> headers, String body) {

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** Where a redirect leads, without the host. */
    String location() {
        String location = headers.getOrDefault("location", "");
        int path = location.indexOf("://") < 0 ? 0 : location.indexOf('/', location.indexOf("://") + 3);
        return path < 0 ? "/" : location.substring(path);
    }
}
