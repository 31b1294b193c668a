package dev.larder.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmCommandTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private HttpServer server;
    private String base;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + path);
            exchange.sendResponseHeaders(path.contains("gone") ? 404 : 200, 2);
            exchange.getResponseBody().write(new byte[2]);
            exchange.close();
        });
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private int warm(String urls, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("urls.txt"), urls);
        String[] all = new String[options.length + 3];
        all[0] = "warm";
        all[1] = "--urls";
        all[2] = file.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return CommandLineMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void every_page_is_asked_for_once_and_in_order() throws IOException {
        int code = warm("# first\n/a\n\n" + base + "/b?c=1\n", "--base", base, "--rate", "1000");

        assertThat(code).isZero();
        assertThat(asked).containsExactly("GET /a", "GET /b?c=1");
        assertThat(out.toString()).startsWith("2 pages asked for, 0 failed");
    }

    @Test
    void no_more_are_asked_for_than_the_rate_allows() throws IOException {
        long start = System.nanoTime();
        warm("/a\n".repeat(11), "--base", base, "--rate", "20");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        assertThat(asked).hasSize(11);
    }

    @Test
    void pages_that_fail_are_told_and_the_others_are_asked_for_all_the_same() throws IOException {
        int code = warm("/gone\n/a\n", "--base", base, "--rate", "1000");

        assertThat(code).isEqualTo(1);
        assertThat(asked).hasSize(2);
        assertThat(err.toString()).contains(base + "/gone: answered with 404");
        assertThat(warm("/gone\n", "--base", base, "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("{\"urls\":1,\"failed\":1,");
    }

    @Test
    void what_is_no_url_is_told_with_its_line_before_anything_is_asked_for() throws IOException {
        assertThat(warm("/a\nfile:///etc/passwd\n", "--base", base)).isEqualTo(2);
        assertThat(err.toString()).contains("urls.txt:2: this is no URL");
        assertThat(warm("/a\n")).isEqualTo(2);
        assertThat(warm("# nothing\n")).isEqualTo(2);
        assertThat(asked).isEmpty();
    }
}
