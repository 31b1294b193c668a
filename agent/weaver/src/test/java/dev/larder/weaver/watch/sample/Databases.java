package dev.larder.weaver.watch.sample;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.h2.Driver;
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

    /** One connection of one of the pools that are in use besides Hikari. */
    public static DataSource pool(String kind, DataSource database, boolean autocommit) throws SQLException {
        String url = ((JdbcDataSource) database).getURL();
        return switch (kind) {
            case "hikari" -> pooled(database, autocommit, 1);
            case "dbcp" -> {
                BasicDataSource pool = new BasicDataSource();
                pool.setDriver(new Driver());
                pool.setUrl(url);
                pool.setUsername("sa");
                pool.setMaxTotal(1);
                pool.setDefaultAutoCommit(autocommit);
                yield pool;
            }
            case "c3p0" -> {
                ComboPooledDataSource pool = new ComboPooledDataSource();
                pool.setJdbcUrl(url);
                pool.setUser("sa");
                pool.setMinPoolSize(1);
                pool.setMaxPoolSize(1);
                pool.setInitialPoolSize(1);
                yield pool;
            }
            case "agroal" ->
                AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool -> pool.maxSize(1)
                                .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(Driver.class)
                                        .jdbcUrl(url)
                                        .autoCommit(autocommit)
                                        .principal(new NamePrincipal("sa")))));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    public static HikariDataSource pooled(DataSource database, boolean autocommit, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setAutoCommit(autocommit);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }
}
