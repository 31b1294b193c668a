package versions;

import java.sql.SQLException;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The same rows by Spring's annotations, which know no patterns: both caches are evicted by their keys. */
class SpringRows implements Rows {
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;

    SpringRows(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public <T> T transaction(int isolation, Work<T> work) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setIsolationLevel(isolation);
        return template.execute(status -> {
            try {
                T result = work.done();
                if (result == null) {
                    status.setRollbackOnly();
                }
                return result;
            } catch (SQLException fault) {
                throw new IllegalStateException(fault);
            }
        });
    }

    @Override
    @Cacheable("by-key")
    public long byKey(int row) {
        return version(row);
    }

    @Override
    @Cacheable("by-pattern")
    public long byPattern(int row) {
        return version(row);
    }

    @Override
    public long version(int row) {
        Long version = jdbc.queryForObject("select version from rows where id = ?", Long.class, row);
        return version == null ? -1 : version;
    }

    @Override
    @Caching(evict = {@CacheEvict("by-key"), @CacheEvict("by-pattern")})
    public void change(int row) {
        jdbc.update("update rows set version = version + 1 where id = ?", row);
    }
}
