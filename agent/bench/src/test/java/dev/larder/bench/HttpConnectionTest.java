package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void answers_with_a_length_in_chunks_and_without_a_body_are_read_from_one_connection() throws Exception {
        serve(List.of(
                "HTTP/1.1 200 \r\nContent-Length: 3\r\nX-One: a\r\n\r\none",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\na\r\n and three\r\n0\r\n\r\n",
                "HTTP/1.1 204 \r\n\r\n",
                "HTTP/1.1 302 \r\nLocation: http://localhost:1/posts/7?a=b\r\nContent-Length: 0\r\n\r\n"));
        try (HttpConnection connection = new HttpConnection(server.getLocalPort())) {
            assertThat(connection.get("/", Map.of()))
                    .isEqualTo(new Answer(200, Map.of("content-length", "3", "x-one", "a"), "one"));
            assertThat(connection.get("/", Map.of()).body()).isEqualTo("two and three");
            assertThat(connection.get("/", Map.of()).status()).isEqualTo(204);
            assertThat(connection.get("/", Map.of()).location()).isEqualTo("/posts/7?a=b");
        }
        assertThat(requests).hasSize(4);
    }

    @Test
    void a_read_is_sent_again_if_the_server_has_closed_a_kept_connection_and_a_write_is_not() throws Exception {
        String answer = "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n";
        serve(List.of(answer), List.of(answer), List.of(answer));
        try (HttpConnection connection = new HttpConnection(server.getLocalPort())) {
            connection.get("/1", Map.of());
            assertThat(connection.get("/2", Map.of()).status()).isEqualTo(200);
            assertThatIOException().isThrownBy(() -> connection.send("POST", "/3", Map.of(), "text"));
        }
        assertThat(requests).doesNotHaveDuplicates().contains("GET /1 HTTP/1.1", "GET /2 HTTP/1.1");
    }

    @Test
    void an_answer_that_is_cut_off_is_an_error() throws Exception {
        serve(List.of("HTTP/1.1 200 \r\nContent-Length: 10\r\n\r\nhalf"));
        try (HttpConnection connection = new HttpConnection(server.getLocalPort())) {
            assertThatIOException()
                    .isThrownBy(() -> connection.get("/", Map.of()))
                    .withMessageContaining("4 of 10");
        }
    }

    /** @param connections the answers given on each, after which it is closed */
    @SafeVarargs
    private void serve(List<String>... connections) {
        Thread thread = new Thread(() -> {
            try {
                for (List<String> answers : connections) {
                    accept(answers);
                }
            } catch (IOException e) {
                // The test is over, and needed no further connection
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(List<String> answers) throws IOException {
        try (Socket socket = server.accept()) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String answer : answers) {
                String line = reader.readLine();
                if (line == null) {
                    return;
                }
                requests.add(line);
                while (line != null && !line.isEmpty()) {
                    line = reader.readLine();
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
