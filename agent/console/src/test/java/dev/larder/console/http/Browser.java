package dev.larder.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.console.JsonReader;
import dev.larder.console.JsonText;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A headless Chromium with one page, spoken to in its own protocol over a WebSocket of the JDK's. The usual driver
 * libraries bring a browser or a Node.js of hundreds of megabytes with them, for the few commands that are used here.
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private String session = "";

    /** Null where there is none on this machine. */
    static Path executable() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    Browser(Path executable, Path profile) throws IOException {
        process = new ProcessBuilder(
                        executable.toString(),
                        "--headless=new",
                        // A container's root has no sandbox to put it in; it sees nothing but this test's server
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(), new Listening())
                .join();
        String target =
                text(call("Target.createTarget", parameters().name("url").value("about:blank")), "targetId");
        session = text(
                call(
                        "Target.attachToTarget",
                        parameters()
                                .name("targetId")
                                .value(target)
                                .name("flatten")
                                .value(true)),
                "sessionId");
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", parameters());
        }
    }

    private URI address() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}));
                rest.setDaemon(true);
                rest.start();
                return URI.create(address.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IOException("the browser did not start: " + said);
    }

    private static JsonText parameters() {
        return new JsonText().open('{');
    }

    private static String text(Map<String, Object> answer, String name) {
        return String.valueOf(answer.get(name));
    }

    /** @param parameters an object that is still open */
    private Map<String, Object> call(String method, JsonText parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String message = "{\"id\":" + id + ",\"method\":\"" + method + "\""
                + (session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"")
                + ",\"params\":" + parameters.close('}') + "}";
        socket.sendText(message, true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Map<String, Object> message = JsonReader.object(JsonReader.read(text.toString()));
                text.setLength(0);
                heard(message);
            }
            from.request(1);
            return null;
        }
    }

    private void heard(Map<String, Object> message) {
        Object id = message.get("id");
        if (id instanceof Double number) {
            CompletableFuture<Map<String, Object>> answer = answers.remove(number.intValue());
            if (message.containsKey("error")) {
                answer.completeExceptionally(new AssertionError(message.get("error")));
            } else {
                answer.complete(JsonReader.object(message.get("result")));
            }
        } else if ("Runtime.exceptionThrown".equals(message.get("method"))
                || "Log.entryAdded".equals(message.get("method"))) {
            complaints.add(message.get("params").toString());
        }
    }

    void open(String url) {
        call("Page.navigate", parameters().name("url").value(url));
    }

    /** In CSS pixels, as a telephone or a desktop. */
    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                parameters()
                        .name("width")
                        .value(width)
                        .name("height")
                        .value(height)
                        .name("deviceScaleFactor")
                        .value(1)
                        .name("mobile")
                        .value(width < 500));
    }

    /** {@code light} or {@code dark}. */
    void scheme(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                parameters()
                        .name("features")
                        .open('[')
                        .open('{')
                        .name("name")
                        .value("prefers-color-scheme")
                        .name("value")
                        .value(scheme)
                        .close('}')
                        .close(']'));
    }

    /** A String, a Double, a Boolean or null. */
    Object evaluate(String expression) {
        Map<String, Object> answer = call(
                "Runtime.evaluate",
                parameters()
                        .name("expression")
                        .value(expression)
                        .name("returnByValue")
                        .value(true));
        assertThat(answer).as(expression).doesNotContainKey("exceptionDetails");
        return JsonReader.object(answer.get("result")).get("value");
    }

    void await(String condition) {
        try {
            Awaitility.await(condition)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> Boolean.TRUE.equals(evaluate(condition)));
        } catch (org.awaitility.core.ConditionTimeoutException never) {
            throw new AssertionError(
                    condition + " never came true. Complaints: " + complaints + ", page: "
                            + evaluate("document.body && document.body.innerText"),
                    never);
        }
    }

    /** Presses a key and lets it go, as somebody without a mouse does. */
    void press(String key) {
        int code = switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "Escape" -> 27;
            default -> key.charAt(0);
        };
        for (String type : List.of("keyDown", "keyUp")) {
            JsonText parameters = parameters()
                    .name("type")
                    .value(type)
                    .name("key")
                    .value(key)
                    .name("code")
                    .value(key)
                    .name("windowsVirtualKeyCode")
                    .value(code);
            if (type.equals("keyDown") && (key.equals("Enter") || key.length() == 1)) {
                parameters.name("text").value(key.equals("Enter") ? "\r" : key);
            }
            call("Input.dispatchKeyEvent", parameters);
        }
    }

    void type(String text) {
        call("Input.insertText", parameters().name("text").value(text));
    }

    void screenshot(Path file) throws IOException {
        Map<String, Object> shot = call(
                "Page.captureScreenshot",
                parameters().name("captureBeyondViewport").value(true));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(text(shot, "data")));
    }

    /** What went wrong in the page: exceptions, and what it was forbidden. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
