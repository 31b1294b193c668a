package dev.larder.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String HEAD = """
            larder: 1
            store: { namespace: blog, url: "memory:" }
            """;
    private static final String GOOD = HEAD + """
            caches: { post: { method: blog.PostService#find(long id), key: "post:{id}" } }
            invalidations: [ { method: blog.PostService#save(..), evict: ["post:*"] } ]
            """;
    private static final String DOUBTFUL = HEAD + """
            caches: { post: { method: blog.PostService#find(long id), key: "post:{id}" } }
            """;
    private static final String DOUBT =
            "Nothing evicts from the cache 'post': its values stay for their whole ttl, whatever is written."
                    + " Add an invalidation, if something changes them";
    private static final String WRONG = HEAD + """
            caches: { post: { method: blog.PostService#find(long id), ky: "post:{id}" } }
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    private int check(String rules, String... options) throws IOException {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "check";
        arguments[1] = Files.writeString(file(), rules).toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandLineMain.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    }

    private Path file() {
        return directory.resolve("rules.yaml");
    }

    @Test
    void rules_without_errors_give_a_summary() throws IOException {
        assertThat(check(GOOD)).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines(file() + ": 1 cache, 1 invalidation, no errors\n");
    }

    @Test
    void errors_give_file_line_and_column() throws IOException {
        assertThat(check(WRONG)).isEqualTo(2);
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(file() + ":3:59: 'ky' is no word of the cache 'post'. Did you mean"
                        + " 'key'?\n" + file() + ": 1 error\n");
    }

    @Test
    void warnings_count_only_if_strict() throws IOException {
        assertThat(check(DOUBTFUL)).isZero();
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(file() + ":3:11: warning: " + DOUBT + "\n" + file()
                        + ": 1 cache, 0 invalidations, no errors, 1 warning\n");
        assertThat(check(DOUBTFUL, "--strict")).isEqualTo(1);
        assertThat(check(GOOD, "--strict")).isZero();
        assertThat(check(WRONG, "--strict")).isEqualTo(2);
    }

    @Test
    void json_says_the_same() throws IOException {
        assertThat(check(DOUBTFUL, "--json")).isZero();
        assertThat(out.toString().trim())
                .isEqualTo("{\"rules\":\"" + file()
                        + "\",\"valid\":true,\"caches\":1,\"invalidations\":0,\"errors\":[],"
                        + "\"warnings\":[{\"file\":\"" + file() + "\",\"line\":3,\"column\":11,\"message\":\"" + DOUBT
                        + "\"}]}");
    }

    @Test
    void json_of_errors() throws IOException {
        assertThat(check("larder: \"\\\"\\\\é\"\nstore: { namespace: blog }", "--json"))
                .isEqualTo(2);
        assertThat(out.toString())
                .startsWith(
                        "{\"rules\":\"" + file() + "\",\"valid\":false,\"errors\":[{\"file\":\"" + file()
                                + "\",\"line\":1,\"column\":10,\"message\":\"This Larder reads format 1, and not '\\\"\\\\\\u00e9'. ")
                .endsWith("\"warnings\":[]}" + System.lineSeparator());
    }

    @Test
    void rules_that_are_not_there_are_an_error() {
        assertThat(CommandLineMain.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .execute("check", file().toString()))
                .isEqualTo(2);
        assertThat(out.toString()).contains(file() + ": There is no such file or directory");
    }

    @Test
    void a_call_without_rules_explains_itself() {
        StringWriter errors = new StringWriter();
        assertThat(CommandLineMain.commandLine()
                        .setErr(new PrintWriter(errors, true))
                        .execute("check"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("RULES");
    }
}
