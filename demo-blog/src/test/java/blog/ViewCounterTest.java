package blog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@BlogTest
class ViewCounterTest {

    @LocalServerPort
    int port;

    @Autowired
    ViewCounter views;

    @Autowired
    TrendingService trending;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void startWithNothingCounted() {
        views.flush();
    }

    @Test
    void views_reach_the_database_when_the_counter_is_flushed() {
        long before = viewsOf(11);
        Browser reader = new Browser(port);
        reader.page("/posts/11");
        reader.page("/posts/11");
        reader.page("/api/posts/11");
        assertThat(viewsOf(11)).isEqualTo(before);
        views.flush();
        assertThat(viewsOf(11)).isEqualTo(before + 2);
        views.record(11);
        views.flush();
        views.flush();
        assertThat(viewsOf(11)).isEqualTo(before + 3);
    }

    @Test
    void a_view_counts_for_the_trend_only_once_it_is_in_the_database() {
        for (int i = 0; i < 100_000; i++) {
            views.record(12);
        }
        assertThat(first().id()).isNotEqualTo(12);
        views.flush();
        assertThat(first().id()).isEqualTo(12);
        assertThat(first().views()).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void a_view_of_a_post_that_is_gone_does_not_keep_the_others_from_being_written() {
        long before = viewsOf(13);
        views.record(13);
        views.record(999_999);
        views.flush();
        assertThat(viewsOf(13)).isEqualTo(before + 1);
    }

    private TrendingPost first() {
        List<TrendingPost> posts = trending.posts(30, 1);
        return posts.get(0);
    }

    private long viewsOf(long post) {
        return jdbc.sql("select coalesce(sum(views), 0) from post_views where post_id = ?")
                .param(post)
                .query(Long.class)
                .single();
    }
}
