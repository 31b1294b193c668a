package dev.larder.bench;

import java.util.List;

/** The blog's own database, in its memory. */
record H2() implements Database {

    @Override
    public String description() {
        return "H2 in memory";
    }

    // Without rand() H2 answers with the result it gave before
    @Override
    public List<String> create(String name) {
        return List.of(
                "--spring.datasource.url=jdbc:h2:mem:" + name
                        + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;QUERY_STATISTICS=TRUE;QUERY_STATISTICS_MAX_ENTRIES=10000",
                "--blog.statements.query=select coalesce(sum(execution_count), 0) + floor(rand())"
                        + " from information_schema.query_statistics"
                        + " where regexp_like(sql_statement, '^\\s*(select|with|insert|update|delete|merge)', 'i')");
    }
}
