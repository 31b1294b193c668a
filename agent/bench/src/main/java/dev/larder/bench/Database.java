package dev.larder.bench;

import java.io.IOException;
import java.util.List;

/** The database under a blog: each blog gets a new one. */
sealed interface Database permits H2, Postgres {

    /** For a person. */
    String description();

    /**
     * Makes a new database.
     *
     * @return what the blog is to be started with to use it, and to publish its count of statements
     */
    List<String> create(String name) throws IOException, InterruptedException;
}
