package blog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@BlogTest
class ApiTest {

    private static final String POST = """
            {"title": "%s", "body": "Sent by a program.", "category": "film", "tags": ["noir", "api"]}""";

    @LocalServerPort
    int port;

    @Test
    void what_is_written_through_the_api_shows_up_on_the_pages() {
        Browser author = Browser.client(port, "user1");
        Browser reader = new Browser(port);

        HttpResponse<String> created = author.json("POST", "/api/posts", POST.formatted("By machine"));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("\"slug\":\"by-machine\"", "\"version\":0", "\"tags\":[\"api\",\"noir\"]");
        String resource = Browser.location(created);
        String page = resource.substring("/api".length());
        assertThat(reader.page(page)).contains("By machine", "Sent by a program.");

        HttpResponse<String> changed = author.json("PUT", resource, POST.formatted("By a better machine"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"version\":1");
        assertThat(reader.page(page)).contains("By a better machine", "data-version=\"1\"");

        HttpResponse<String> comment =
                Browser.client(port, "user2").json("POST", resource + "/comments", "{\"text\": \"Beep.\"}");
        assertThat(comment.statusCode()).isEqualTo(201);
        assertThat(reader.page(resource + "/comments")).contains("Beep.", "\"author\":\"user2\"");
        assertThat(reader.page(page)).contains("data-comments=\"1\"");

        assertThat(author.json("DELETE", resource, "").statusCode()).isEqualTo(204);
        assertThat(reader.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void a_write_without_a_password_is_401() {
        assertThat(new Browser(port)
                        .json("POST", "/api/posts", POST.formatted("Nobody's"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_write_to_anothers_post_is_403() {
        Browser author = Browser.client(port, "user1");
        String resource = Browser.location(author.json("POST", "/api/posts", POST.formatted("Mine")));
        Browser other = Browser.client(port, "user2");
        assertThat(other.json("PUT", resource, POST.formatted("Yours")).statusCode())
                .isEqualTo(403);
        assertThat(other.json("DELETE", resource, "").statusCode()).isEqualTo(403);
    }

    @Test
    void a_write_of_nothing_is_400() {
        assertThat(Browser.client(port, "user1")
                        .json("POST", "/api/posts", "{}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_change_of_a_version_that_is_no_longer_the_last_is_409() {
        Browser author = Browser.client(port, "user1");
        String resource = Browser.location(author.json("POST", "/api/posts", POST.formatted("Contended")));
        String change = POST.formatted("Changed").replace("{", "{\"version\": 0, ");
        assertThat(author.json("PUT", resource, change).statusCode()).isEqualTo(200);
        assertThat(author.json("PUT", resource, change).statusCode()).isEqualTo(409);
    }
}
