package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged agent in front of a small web application on Javalin and JDBC, on every JDK found. */
@ParameterizedClass
@MethodSource("jdks")
class NotesIT {
    private final Jdk jdk;

    NotesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    /** Nothing of Larder or of its libraries: what the application would have been delivered with. */
    private static String classPath() {
        List<String> own = List.of("javalin", "jetty", "kotlin", "slf4j-api", "h2-", "jakarta.servlet", "annotations-");
        return "target/test-classes:"
                + Arrays.stream(System.getProperty("java.class.path").split(":"))
                        .filter(entry -> own.stream()
                                .anyMatch(name -> entry.substring(entry.lastIndexOf('/') + 1)
                                        .startsWith(name)))
                        .collect(Collectors.joining(":"));
    }

    private static String send(ForkedJvm notes, String port, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        try {
            return HttpClient.newHttpClient()
                    .send(
                            (body == null ? request : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError("standard error: " + notes.errors(), fault);
        }
    }

    @Test
    void pages_are_the_same_with_fewer_statements() {
        try (ForkedJvm notes = ForkedJvm.of(jdk)
                .agent(ForkedJvm.rules("notes.yaml").toString())
                .run("-cp", classPath(), "notes.NotesMain")) {
            String port = notes.line().substring("port ".length());
            assertThat(send(notes, port, "/notes/1", null)).isEqualTo("none");
            assertThat(send(notes, port, "/notes/1", "buy bread")).isEqualTo("saved");
            String page = send(notes, port, "/notes/1", null);
            assertThat(page).isEqualTo("Note[id=1, title=buy bread, words=[buy, bread], changed=1970-01-01T00:00:01Z]");
            assertThat(send(notes, port, "/statements", null)).isEqualTo("3");
            for (int i = 0; i < 5; i++) {
                assertThat(send(notes, port, "/notes/1", null)).isEqualTo(page);
            }
            assertThat(send(notes, port, "/statements", null)).isEqualTo("3");
            assertThat(send(notes, port, "/notes/1", "buy tea")).isEqualTo("saved");
            assertThat(send(notes, port, "/notes/1", null)).contains("buy tea");
            assertThat(notes.metric("cache_gets_total{cache=\"note\",result=\"hit\"}"))
                    .isEqualTo(5);
        }
    }
}
