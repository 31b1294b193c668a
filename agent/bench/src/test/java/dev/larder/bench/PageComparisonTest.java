package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageComparisonTest {
    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void pages_that_differ_by_a_byte_are_reported_with_the_place() throws Exception {
        int one = serve(Map.of("/same", "Hello", "/other", "3 comments"));
        int other = serve(Map.of("/same", "Hello", "/other", "4 comments"));
        assertThat(new PageComparison(one, other).differing(List.of("/same", "/other"), null))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.path()).isEqualTo("/other");
                    assertThat(difference.how()).isEqualTo("at character 0: \"3 comments\" and \"4 comments\"");
                });
    }

    @Test
    void a_page_that_only_one_has_is_reported() throws Exception {
        int one = serve(Map.of("/page", "Hello"));
        int other = serve(Map.of());
        assertThat(new PageComparison(one, other).differing(List.of("/page"), null))
                .singleElement()
                .satisfies(difference -> assertThat(difference.how()).isEqualTo("status 200 and 404"));
    }

    @Test
    void tokens_and_the_blogs_own_addresses_do_not_count() throws Exception {
        String page = "<a href=\"http://localhost:%d/\"><input name=\"_csrf\" value=\"%s\"/> text";
        assertThat(PageComparison.masked(page.formatted(80, "abc"), 80))
                .isEqualTo(PageComparison.masked(page.formatted(81, "longer"), 81))
                .endsWith("value=\"\"/> text");
    }

    private int serve(Map<String, String> pages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.createContext("/", exchange -> {
            String page = pages.get(exchange.getRequestURI().getPath());
            byte[] body = (page == null ? "" : page).getBytes(StandardCharsets.UTF_8);
            // Of unknown length, so that it is sent in chunks
            exchange.sendResponseHeaders(page == null ? 404 : 200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }
}
