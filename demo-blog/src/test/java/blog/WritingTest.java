package blog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@BlogTest
class WritingTest {

    @LocalServerPort
    int port;

    Browser author;
    Browser reader;

    @BeforeEach
    void signIn() {
        author = Browser.signedIn(port, "user1");
        reader = new Browser(port);
    }

    @Test
    void a_new_post_appears_first_on_the_front_page_and_in_its_category_tag_and_authors_list() {
        String post = write("Bells at noon", "bells");
        String id = post.substring("/posts/".length());
        for (String list : new String[] {"/", "/categories/music", "/tags/bells", "/authors/user1"}) {
            Matcher first = Pattern.compile("data-post=\"(\\d+)\"").matcher(reader.page(list));
            assertThat(first.find()).as(list).isTrue();
            assertThat(first.group(1)).as(list).isEqualTo(id);
        }
        assertThat(reader.page("/feed.atom")).contains("Bells at noon");
    }

    @Test
    void an_edit_shows_on_the_post_and_in_lists_and_raises_the_version_by_one() {
        String post = write("A first draft", "drafts");
        assertThat(reader.page(post)).contains("data-version=\"0\"");
        HttpResponse<String> saved = author.submit(
                post + "/edit",
                post,
                "title",
                "A second draft",
                "body",
                "Better.",
                "category",
                "books",
                "tags",
                "drafts, new tag",
                "version",
                "0");
        assertThat(Browser.location(saved)).isEqualTo(post);
        assertThat(reader.page(post))
                .contains("A second draft", "<p>Better.</p>", "/categories/books", "/tags/new-tag")
                .contains("data-version=\"1\"")
                .doesNotContain("A first draft");
        assertThat(reader.page("/tags/new-tag")).contains("A second draft").contains("data-version=\"1\"");
    }

    @Test
    void an_edit_of_a_version_that_is_no_longer_the_last_is_not_saved() {
        String post = write("Contended", "drafts");
        for (String title : new String[] {"The earlier edit", "The later edit"}) {
            author.submit(
                    post + "/edit",
                    post,
                    "title",
                    title,
                    "body",
                    "Text.",
                    "category",
                    "books",
                    "tags",
                    "drafts",
                    "version",
                    "0");
        }
        assertThat(reader.page(post)).contains("The earlier edit").doesNotContain("The later edit");
    }

    @Test
    void a_post_without_a_title_is_shown_again_with_what_is_wrong() {
        HttpResponse<String> answer =
                author.submit("/posts/new", "/posts", "title", " ", "body", "Text.", "category", "music", "tags", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("must not be blank").contains("Text.");
    }

    @Test
    void a_comment_appears_on_its_post_and_in_the_lists_count() {
        String post = write("Say something", "talk");
        String id = post.substring("/posts/".length());
        assertThat(reader.page("/tags/talk"))
                .contains("data-post=\"" + id + "\" data-version=\"0\" data-comments=\"0\"");
        HttpResponse<String> added =
                Browser.signedIn(port, "user2").submit(post, post + "/comments", "text", "I <b>agree</b>.");
        assertThat(Browser.location(added)).isEqualTo(post);
        assertThat(reader.page(post)).contains("I &lt;b&gt;agree&lt;/b&gt;.").contains("data-comments=\"1\"");
        assertThat(reader.page("/tags/talk"))
                .contains("data-post=\"" + id + "\" data-version=\"0\" data-comments=\"1\"");
    }

    @Test
    void a_deleted_post_is_gone_with_its_comments() {
        String post = write("Soon gone", "gone");
        author.submit(post, post + "/comments", "text", "Too late.");
        assertThat(Browser.location(author.submit(post, post + "/delete"))).isEqualTo("/");
        assertThat(reader.get(post).statusCode()).isEqualTo(404);
        assertThat(reader.page("/")).doesNotContain("Soon gone");
        assertThat(reader.page("/tags/gone")).contains("Nothing here.");
    }

    @Test
    void a_new_name_shows_on_everything_its_author_wrote() {
        Browser renamed = Browser.signedIn(port, "user3");
        renamed.submit("/settings", "/settings", "displayName", "Zoe O'Hara", "bio", "Now somebody else.");
        assertThat(reader.page("/authors/user3")).contains("Zoe O&#39;Hara", "Now somebody else.");
        assertThat(reader.page("/api/users/user3")).contains("Zoe O'Hara");
    }

    @Test
    void only_its_author_may_change_a_post() {
        String post = write("Mine", "mine");
        Browser other = Browser.signedIn(port, "user2");
        assertThat(other.get(post + "/edit").statusCode()).isEqualTo(403);
        assertThat(other.submit(post, post + "/delete").statusCode()).isEqualTo(403);
        assertThat(other.submit(post, post + "/delete").body()).contains("Only its author may change a post");
        assertThat(reader.get(post).statusCode()).isEqualTo(200);
    }

    @Test
    void a_form_without_its_token_is_refused() {
        assertThat(author.post("/posts", "title", "Forged", "body", "Text.", "category", "music", "tags", "")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void writing_asks_a_reader_to_sign_in() {
        assertThat(Browser.location(reader.get("/posts/new"))).isEqualTo("/login");
        assertThat(Browser.location(reader.get("/posts/1/edit"))).isEqualTo("/login");
    }

    @Test
    void a_wrong_password_does_not_sign_in() {
        HttpResponse<String> answer = reader.submit("/login", "/login", "username", "user1", "password", "guess");
        assertThat(Browser.location(answer)).isEqualTo("/login?error");
    }

    @Test
    void signing_out_ends_the_session() {
        assertThat(Browser.location(author.submit("/", "/logout"))).isEqualTo("/");
        assertThat(Browser.location(author.get("/posts/new"))).isEqualTo("/login");
    }

    private String write(String title, String tags) {
        HttpResponse<String> saved = author.submit(
                "/posts/new", "/posts", "title", title, "body", "Some\r\n\r\ntext.", "category", "music", "tags", tags);
        return Browser.location(saved);
    }
}
