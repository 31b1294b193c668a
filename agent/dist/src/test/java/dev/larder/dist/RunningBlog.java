package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo blog with a small database, always the same, whose clock stands still. */
final class RunningBlog implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    static final Path JAR = Path.of(System.getProperty("larder.root", "../.."), "demo-blog/target/demo-blog.jar");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ForkedJvm jvm;
    private final int port;

    private RunningBlog(ForkedJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
    }

    static Path jar() {
        return JAR.toAbsolutePath();
    }

    /** Returns when it answers. */
    static RunningBlog start(ForkedJvm.Start start) {
        return startWith(start, "-jar", jar().toString());
    }

    /** @param program what stands between the options of the JVM and those of the blog */
    static RunningBlog startWith(ForkedJvm.Start start, String... program) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(
                "--server.port=0",
                "--blog.size=0.03",
                "--blog.now=2026-11-20T12:00:00Z",
                "--blog.data.until=2026-11-20T00:00:00Z",
                "--blog.views.flush=1h"));
        ForkedJvm jvm = start.option("-Xmx512m").run(command.toArray(String[]::new));
        while (true) {
            Matcher started = PORT.matcher(jvm.line());
            if (started.find()) {
                return new RunningBlog(jvm, Integer.parseInt(started.group(1)));
            }
        }
    }

    int port() {
        return port;
    }

    ForkedJvm jvm() {
        return jvm;
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(address(path)).build());
    }

    /** As somebody who is signed in. */
    String write(String method, String path, String json) {
        String credentials = Base64.getEncoder().encodeToString("user1:secret".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(address(path))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", request.method(), request.uri(), answer.body())
                    .isBetween(200, 299);
            return answer.body();
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError("standard error: " + jvm.errors(), fault);
        }
    }

    double hits() {
        return jvm.scrape()
                .lines()
                .filter(line -> line.startsWith("cache_gets_total") && line.contains("result=\"hit\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Statements that Hibernate has prepared. */
    double statements() {
        String metric = get("/actuator/metrics/hibernate.statements?tag=status:prepared");
        Matcher value = Pattern.compile("\"value\":([0-9.E]+)").matcher(metric);
        assertThat(value.find()).as(metric).isTrue();
        return Double.parseDouble(value.group(1));
    }

    /** Pages of every kind, those that nobody has to sign in for. */
    static List<String> paths() {
        return List.of(
                "/",
                "/?page=1",
                "/posts/1",
                "/posts/2",
                "/posts/77",
                "/posts/300",
                "/authors/user1",
                "/authors/user3?page=1",
                "/categories/astronomy",
                "/tags/telescopes",
                "/trending",
                "/search?q=the",
                "/search?q=%25",
                "/feed.atom",
                "/about",
                "/api/posts/3",
                "/api/posts",
                "/api/posts/2",
                "/api/posts/2/comments",
                "/api/users/user2",
                "/api/categories",
                "/api/trending");
    }

    @Override
    public void close() {
        jvm.close();
    }
}
