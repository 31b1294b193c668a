package blog;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts views in memory, so that looking at a post does not write, and adds them to the database in batches. */
@Component
public class ViewCounter {

    private static final Logger log = LoggerFactory.getLogger(ViewCounter.class);

    // A post that has been deleted since it was viewed is no row of the source, and so is passed over.
    private static final String ADD_VIEWS = """
            merge into post_views v
            using (select id from posts where id = ?) p on v.post_id = p.id and v."day" = ?
            when matched then update set views = v.views + ?
            when not matched then insert (post_id, "day", views) values (p.id, ?, ?)
            """;

    private final Map<Long, Long> views = new ConcurrentHashMap<>();
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ViewCounter(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    public void record(long postId) {
        views.merge(postId, 1L, Long::sum);
    }

    @Scheduled(initialDelayString = "${blog.views.flush:10s}", fixedDelayString = "${blog.views.flush:10s}")
    @PreDestroy
    public void flush() {
        Map<Long, Long> counted = take();
        if (counted.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> write(counted));
        } catch (DataAccessException | TransactionException e) {
            counted.forEach((id, count) -> views.merge(id, count, Long::sum));
            log.warn("The views of {} posts could not be written; the next flush tries again", counted.size(), e);
        }
    }

    /** In the order of their ids, so that two blogs on one database lock the rows in the same order. */
    private Map<Long, Long> take() {
        Map<Long, Long> taken = new TreeMap<>();
        for (Long id : views.keySet()) {
            taken.put(id, views.remove(id));
        }
        return taken;
    }

    private void write(Map<Long, Long> counted) {
        LocalDate today = LocalDate.now(clock);
        jdbc.batchUpdate(ADD_VIEWS, counted.entrySet(), counted.size(), (row, entry) -> {
            row.setLong(1, entry.getKey());
            row.setObject(2, today);
            row.setLong(3, entry.getValue());
            row.setObject(4, today);
            row.setLong(5, entry.getValue());
        });
    }
}
