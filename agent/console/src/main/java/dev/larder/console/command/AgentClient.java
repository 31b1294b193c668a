package dev.larder.console.command;

import dev.larder.console.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running agent over HTTP.
 *
 * @param pid of its process, null where only its address is known
 */
record AgentClient(URI address, @Nullable Long pid) {
    private static final int PATIENCE_MILLIS = 5_000;

    /** No agent answers with more. */
    private static final int LONGEST = 32 << 20;

    String name() {
        return (pid == null ? "the agent" : "process " + pid) + " at " + address;
    }

    /** @return a map, a list, a text, a number, a truth or null */
    @Nullable
    Object json(String path) throws RefusedException {
        try {
            return JsonReader.read(get(path));
        } catch (IllegalArgumentException odd) {
            throw new RefusedException(name() + " answers " + path + " with something else than JSON: is it an agent?");
        }
    }

    private String get(String path) throws RefusedException {
        try {
            // Not the newer client: its classes take longer to load than the whole command
            HttpURLConnection connection =
                    (HttpURLConnection) address.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            if (status != 200) {
                throw new RefusedException(
                        name() + " answers " + path + " with " + status + ": it is of another version, or no agent");
            }
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException | ClassCastException unreachable) {
            throw new RefusedException(
                    name() + " can't be reached (" + unreachable.getMessage() + "): see whether it still runs");
        }
    }
}
