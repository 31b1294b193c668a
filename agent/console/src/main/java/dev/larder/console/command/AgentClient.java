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
 * @param token what it wants to see before it changes anything, null for nothing
 * @param pid of its process, null where only its address is known
 */
record AgentClient(
        URI address, @Nullable Long pid, @Nullable String token) {
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
        Answer answer = ask("GET", path);
        if (answer.status() != 200) {
            throw new RefusedException(name() + " answers " + path + " with " + answer.status()
                    + ": it is of another version, or no agent");
        }
        return answer.body();
    }

    /** Has it do something; what it says against that is in the message of what is thrown. */
    void post(String path) throws RefusedException {
        Answer answer = ask("POST", path);
        if (answer.status() == 401 || answer.status() == 403) {
            throw new RefusedException(name() + " wants its token: give LARDER_ADMIN_TOKEN");
        }
        if (answer.status() != 200) {
            throw new RefusedException(name() + ": " + problems(answer.body()));
        }
    }

    private static String problems(String body) {
        try {
            return String.join(
                    "; ",
                    JsonReader.array(JsonReader.object(JsonReader.read(body)).get("problems")).stream()
                            .map(String::valueOf)
                            .toList());
        } catch (IllegalArgumentException text) {
            return body.trim();
        }
    }

    private record Answer(int status, String body) {}

    private Answer ask(String method, String path) throws RefusedException {
        try {
            // Not the newer client: its classes take longer to load than the whole command
            HttpURLConnection connection =
                    (HttpURLConnection) address.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            int status = connection.getResponseCode();
            InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            try (InputStream in = body == null ? InputStream.nullInputStream() : body) {
                return new Answer(status, new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException | ClassCastException unreachable) {
            throw new RefusedException(
                    name() + " can't be reached (" + unreachable.getMessage() + "): see whether it still runs");
        }
    }

    /** The token is not shown. */
    @Override
    public String toString() {
        return name();
    }
}
