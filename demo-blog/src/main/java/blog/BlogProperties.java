package blog;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param size scales the generated data; 1 is 200 users, 10,000 posts and 60,000 comments
 * @param seed the same seed gives the same data on every machine
 * @param now  stops the blog's clock at this instant; without it the clock is the machine's
 */
@ConfigurationProperties("blog")
public record BlogProperties(
        @DefaultValue("1.0") double size,
        @DefaultValue("42") long seed,
        Instant now,
        @DefaultValue Data data,
        @DefaultValue Views views,
        @DefaultValue Statements statements) {

    /** @param until the newest generated post or comment is older than this; without it, today's first instant */
    public record Data(Instant until) {}

    /** @param flush how often counted views go to the database */
    public record Views(@DefaultValue("10s") Duration flush) {}

    /** @param query asks the database how many statements it has run; without it, nobody asks */
    public record Statements(String query) {}
}
