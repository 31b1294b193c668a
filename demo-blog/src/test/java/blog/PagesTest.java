package blog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@BlogTest
class PagesTest {

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?page=2",
                "/?page=1000",
                "/posts/1",
                "/posts/150",
                "/authors/user1",
                "/authors/user2?page=1",
                "/categories/music",
                "/tags/piano",
                "/tags/never-used",
                "/trending",
                "/search",
                "/search?q=patience",
                "/search?q=a%26b&page=0",
                "/about",
                "/feed.atom",
                "/api/posts",
                "/api/posts?page=1",
                "/api/posts/7",
                "/api/posts/7/comments",
                "/api/users/user1",
                "/api/categories",
                "/api/trending",
            })
    void a_page_is_the_same_to_the_byte_when_nothing_has_changed_and_opens_no_session(String path) {
        Browser browser = new Browser(port);
        var first = browser.get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isNotEmpty();
        assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(new Browser(port).get(path).body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/posts/999999", "/authors/nobody", "/categories/nothing", "/nowhere", "/api/posts/999999"})
    void what_is_not_there_is_404(String path) {
        assertThat(new Browser(port).get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?page=-1", "/?page=two", "/posts/one"})
    void what_makes_no_sense_is_400(String path) {
        assertThat(new Browser(port).get(path).statusCode()).isEqualTo(400);
    }

    @Test
    void a_list_gives_each_posts_version_and_number_of_comments_as_the_post_itself_does() {
        Browser browser = new Browser(port);
        Matcher items = Pattern.compile(
                        "<article [^>]*data-post=\"(\\d+)\" data-version=\"\\d+\" data-comments=\"\\d+\">")
                .matcher(browser.page("/"));
        int found = 0;
        for (; items.find(); found++) {
            String attributes = items.group().substring(items.group().indexOf("data-post"));
            assertThat(browser.page("/posts/" + items.group(1))).contains(attributes);
        }
        assertThat(found).isEqualTo(20);
    }

    @Test
    void search_takes_a_percent_sign_literally() {
        assertThat(new Browser(port).page("/search?q=%25")).contains("Nothing here.");
    }

    @Test
    void the_feed_is_atom_with_the_newest_posts() throws Exception {
        Browser browser = new Browser(port);
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        Document feed = parsers.newDocumentBuilder()
                .parse(new ByteArrayInputStream(browser.page("/feed.atom").getBytes(StandardCharsets.UTF_8)));
        String atom = "http://www.w3.org/2005/Atom";
        assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo(atom);
        assertThat(feed.getElementsByTagNameNS(atom, "entry").getLength()).isEqualTo(20);
        Element newest = (Element) feed.getElementsByTagNameNS(atom, "entry").item(0);
        String title = newest.getElementsByTagNameNS(atom, "title").item(0).getTextContent();
        assertThat(browser.page("/")).contains(title);
    }

    @Test
    void the_number_of_sql_statements_can_be_asked_for_and_a_list_takes_one_for_each_posts_comments() {
        Browser browser = new Browser(port);
        double before = statements(browser);
        browser.page("/");
        assertThat(statements(browser) - before).isBetween(24.0, 30.0);
    }

    private static double statements(Browser browser) {
        Matcher value = Pattern.compile("\"value\":([0-9.E]+)")
                .matcher(browser.page("/actuator/metrics/hibernate.statements?tag=status:prepared"));
        assertThat(value.find()).isTrue();
        return Double.parseDouble(value.group(1));
    }
}
