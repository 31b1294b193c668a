package blog.data;

import blog.BlogProperties;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Fills an empty blog. It is a migration because Flyway lets one of several blogs that start on the same database do
 * it, before any of them takes requests.
 */
@Component
class V2__DemoData extends BaseJavaMigration {

    private static final Logger log = LoggerFactory.getLogger(V2__DemoData.class);

    private final BlogProperties properties;
    private final Clock clock;

    V2__DemoData(BlogProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        if (!isEmpty(connection)) {
            return;
        }
        long start = System.nanoTime();
        Generator generator = new Generator(properties.seed(), properties.size(), until());
        generator.fill(connection);
        log.info("Generated {} in {} ms", generator.size(), (System.nanoTime() - start) / 1_000_000);
    }

    private Instant until() {
        Instant until = properties.data().until();
        return until == null ? clock.instant().truncatedTo(ChronoUnit.DAYS) : until;
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet users = statement.executeQuery("select 1 from users")) {
            return !users.next();
        }
    }
}
