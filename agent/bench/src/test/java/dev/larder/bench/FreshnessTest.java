package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private final Freshness freshness = new Freshness();

    @Test
    void a_page_with_fewer_comments_than_were_answered_before_is_older() {
        read("/", list(7, "Title", 3));
        comment(7);
        assertThat(read("/", list(7, "Title", 4))).isEmpty();
        assertThat(read("/", list(7, "Title", 3))).singleElement().satisfies(older -> {
            assertThat(older.subject()).isEqualTo(Subject.comments(7));
            assertThat(older.shown()).isEqualTo(3);
            assertThat(older.written()).isEqualTo(4);
        });
    }

    @Test
    void a_comment_that_was_not_answered_before_the_page_was_asked_for_may_be_missing() {
        read("/", list(7, "Title", 3));
        freshness.adding(Subject.comments(7));
        long began = freshness.beginRead();
        freshness.added(Subject.comments(7));
        assertThat(freshness.olderOn("/", list(7, "Title", 3), began)).isEmpty();
        assertThat(read("/", list(7, "Title", 3))).hasSize(1);
    }

    @Test
    void a_comment_that_is_still_under_way_may_show_already_and_be_missing_later() {
        freshness.adding(Subject.comments(7));
        assertThat(read("/", list(7, "Title", 4))).isEmpty();
        assertThat(read("/", list(7, "Title", 3))).isEmpty();
        freshness.added(Subject.comments(7));
        assertThat(read("/", list(7, "Title", 4))).isEmpty();
        assertThat(read("/", list(7, "Title", 3))).hasSize(1);
    }

    @Test
    void a_comment_that_failed_is_not_expected() {
        read("/", list(7, "Title", 3));
        freshness.adding(Subject.comments(7));
        assertThat(read("/", list(7, "Title", 3))).isEmpty();
    }

    @Test
    void a_page_with_the_title_from_before_an_edit_that_was_answered_is_older_whatever_page_it_is() {
        freshness.reached(Subject.edits(7), 2);
        for (String title : List.of("Title", "Title (edit 1)")) {
            assertThat(read("/tags/x", list(7, title, 0))).as("list").hasSize(1);
            assertThat(read("/posts/7", post(7, title, 0, 0))).as("post").hasSize(1);
            assertThat(read("/posts/8", "<li><a href=\"/posts/7\">" + title + "</a></li>"))
                    .as("related")
                    .hasSize(1);
            assertThat(read("/feed.atom", feed(7, title))).as("feed").hasSize(1);
            assertThat(read("/api/posts/7", json(7, title, 0))).as("API").hasSize(1);
            assertThat(read("/trending", trending(7, title, 0))).as("trending").hasSize(1);
        }
        for (String title : List.of("Title (edit 2)", "Title (edit 3)")) {
            assertThat(read("/tags/x", list(7, title, 0))).isEmpty();
            assertThat(read("/feed.atom", feed(7, title))).isEmpty();
            assertThat(read("/api/posts/7", json(7, title, 0))).isEmpty();
        }
    }

    @Test
    void an_edit_answered_late_does_not_undo_a_later_one() {
        freshness.reached(Subject.edits(7), 3);
        freshness.reached(Subject.edits(7), 2);
        assertThat(read("/", list(7, "Title (edit 2)", 0))).hasSize(1);
    }

    @Test
    void the_comments_on_the_page_of_a_post_are_counted_as_well_as_their_number() {
        read("/posts/7", post(7, "Title", 2, 2));
        comment(7);
        assertThat(read("/posts/7", post(7, "Title", 3, 3))).isEmpty();
        assertThat(read("/posts/7", post(7, "Title", 3, 2))).hasSize(1);
        assertThat(read("/posts/7", post(7, "Title", 2, 3))).hasSize(1);
    }

    @Test
    void recent_comments_and_those_of_an_author_are_counts_of_their_own() {
        read("/trending", trending(7, "Title", 2));
        read("/authors/user1", author("user1", 40));
        freshness.adding(Subject.trendingComments(7));
        freshness.added(Subject.trendingComments(7));
        freshness.adding(Subject.authoredComments("user1"));
        freshness.added(Subject.authoredComments("user1"));
        assertThat(read("/trending", trending(7, "Title", 2))).hasSize(1);
        assertThat(read("/authors/user1", author("user1", 40))).hasSize(1);
        assertThat(read("/trending", trending(7, "Title", 3))).isEmpty();
        assertThat(read("/authors/user1", author("user1", 41))).isEmpty();
    }

    @Test
    void a_page_that_is_older_in_several_ways_is_one_older_page() {
        freshness.reached(Subject.edits(7), 1);
        freshness.reached(Subject.edits(8), 1);
        List<Freshness.Older> older = read("/", list(7, "Title", 0) + list(8, "Title", 0));
        assertThat(older).hasSize(2);
        Visits visits = new Visits(new Latencies(), 1, older, List.of());
        assertThat(visits.olderPages()).isEqualTo(1);
    }

    private void comment(long post) {
        freshness.adding(Subject.comments(post));
        freshness.added(Subject.comments(post));
    }

    private List<Freshness.Older> read(String path, String page) {
        return freshness.olderOn(path, page, freshness.beginRead());
    }

    private static String list(long post, String title, int comments) {
        return """
                <article class="item" data-post="%d" data-version="0" data-comments="%d">
                  <h2><a href="/posts/%d">%s</a></h2>
                </article>
                """.formatted(post, comments, post, title);
    }

    private static String post(long post, String title, int number, int shown) {
        return """
                <article class="post" data-post="%d" data-version="0" data-comments="%d">
                  <header><h1>%s</h1></header>
                  <a class="button" href="/posts/%d/edit">Edit</a>
                </article>
                """.formatted(post, number, title, post) + "<div class=\"comment\" data-comment=\"5\">".repeat(shown);
    }

    private static String trending(long post, String title, int comments) {
        return """
                <article data-post="%d" data-views="9" data-comments="%d">
                  <h2><a href="/posts/%d">%s</a></h2>
                """.formatted(post, comments, post, title);
    }

    private static String author(String username, int comments) {
        return """
                <dl class="figures" data-author="%s">
                  <div><dt>Posts</dt><dd>3</dd></div>
                  <div><dt>Comments</dt><dd>%d</dd></div>
                """.formatted(username, comments);
    }

    private static String feed(long post, String title) {
        return "<feed><title>Blog</title><entry><id>http://localhost:1/posts/%d</id><title>%s</title></entry></feed>"
                .formatted(post, title);
    }

    private static String json(long post, String title, int comments) {
        return "{\"id\":%d,\"version\":0,\"title\":\"%s\",\"excerpt\":\"\",\"comments\":%d}"
                .formatted(post, title, comments);
    }
}
