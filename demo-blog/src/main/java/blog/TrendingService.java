package blog;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class TrendingService {

    private final JdbcClient jdbc;
    private final Clock clock;

    TrendingService(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The posts of the last days that were viewed and commented on most; a comment weighs as much as five views. */
    @Transactional(readOnly = true)
    public List<TrendingPost> posts(int days, int limit) {
        LocalDate since = LocalDate.now(clock).minusDays(days);
        return jdbc.sql("""
                        select id, slug, title, author_name, views, comments, views * 0.2 + comments as score
                        from (
                            select p.id, p.slug, p.title, u.display_name as author_name,
                                coalesce(v.views, 0) as views, coalesce(c.comments, 0) as comments
                            from posts p
                            join users u on u.id = p.author_id
                            left join (select post_id, sum(views) as views from post_views
                                where "day" >= :since group by post_id) v on v.post_id = p.id
                            left join (select post_id, count(*) as comments from comments
                                where created_at >= :sinceInstant group by post_id) c on c.post_id = p.id
                        ) recent
                        where views + comments > 0
                        order by score desc, id desc
                        limit :limit
                        """)
                .param("since", since)
                .param("sinceInstant", since.atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(TrendingPost.class)
                .list();
    }
}
