package dev.larder.weaver.watch.sample;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A driver and a pool, woven since they stand beside this class. */
public final class Databases {

    private Databases() {}

    public static DataSource plain() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        h2.setUser("sa");
        return h2;
    }

    public static HikariDataSource pooled(DataSource database, boolean autocommit, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setAutoCommit(autocommit);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }
}
