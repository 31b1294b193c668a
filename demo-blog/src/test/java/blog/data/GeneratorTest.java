package blog.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeneratorTest {

    private static final List<String> TABLES =
            List.of("users", "categories", "tags", "posts", "post_tags", "comments", "post_views");

    @Test
    void a_seed_gives_the_same_rows_on_every_machine_and_every_java() throws Exception {
        assertThat(rowsOf(42)).isEqualTo("6031fc978871c762");
    }

    @Test
    void another_seed_gives_other_rows() throws Exception {
        assertThat(rowsOf(43)).isNotEqualTo(rowsOf(42));
    }

    @Test
    void a_post_has_150_to_620_words_in_paragraphs_and_two_to_five_tags() throws Exception {
        try (Connection blog = blog(42);
                Statement statement = blog.createStatement();
                ResultSet posts = statement.executeQuery(
                        "select body, (select count(*) from post_tags t where t.post_id = p.id) from posts p")) {
            while (posts.next()) {
                assertThat(posts.getString(1).split("\\s+")).hasSizeBetween(150, 620);
                assertThat(posts.getString(1)).contains("\n\n");
                assertThat(posts.getInt(2)).isBetween(2, 5);
            }
        }
    }

    private static String rowsOf(long seed) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Connection blog = blog(seed);
                Statement statement = blog.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet rows = statement.executeQuery("select * from " + table + " order by 1, 2")) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            digest.update((rows.getObject(i) + "\n").getBytes(StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static Connection blog(long seed) throws Exception {
        String url = "jdbc:h2:mem:generated;MODE=PostgreSQL";
        Connection connection = DriverManager.getConnection(url);
        try {
            Flyway.configure().dataSource(url, null, null).target("1").load().migrate();
            new Generator(seed, 0.01, Instant.parse("2026-06-01T00:00:00Z")).fill(connection);
        } catch (Exception e) {
            connection.close();
            throw e;
        }
        return connection;
    }
}
