package dev.larder.bench;

/**
 * SQL statements run, by two counts that know nothing of the agent.
 *
 * @param hibernate by Hibernate: those that it prepared
 * @param database by the database: Hibernate's, JdbcClient's, those of signing in and of writing views
 */
record Statements(double hibernate, double database) {

    Statements since(Statements earlier) {
        return new Statements(hibernate - earlier.hibernate, database - earlier.database);
    }
}
