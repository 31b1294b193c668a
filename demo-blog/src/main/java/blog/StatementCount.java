package blog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Publishes how many statements the database has run by its own count, whoever sent them; Hibernate's count has only
 * Hibernate's.
 */
@Component
@ConditionalOnProperty("blog.statements.query")
class StatementCount implements MeterBinder {

    private final JdbcClient jdbc;
    private final String query;

    StatementCount(JdbcClient jdbc, BlogProperties properties) {
        this.jdbc = jdbc;
        this.query = properties.statements().query();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("database.statements", this, StatementCount::now)
                .description("Statements the database has run")
                .register(registry);
    }

    private double now() {
        return jdbc.sql(query).query(Double.class).single();
    }
}
