package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rule files that mean harm, or are none: the application must start, at once, with one clear message. */
@Timeout(60) // what blows up takes hours
class HostileRulesTest {
    private static final String HEAD = "larder: 1\nstore: { namespace: blog }\n";

    @TempDir
    private Path directory;

    private String error(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("rules.yaml"), bytes);
        String error = Rulings.errors(file).get(0);
        assertThat(error).doesNotContain("Larder failed").hasSizeLessThan(1000);
        return error.substring(file.toString().length() + 1);
    }

    private String error(String text) throws IOException {
        return error(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void deep_nesting_is_refused() throws IOException {
        assertThat(error(HEAD + "caches: " + "[".repeat(100_000))).contains("nests deeper than 20 levels");
        assertThat(error(HEAD + "caches: " + "{a: ".repeat(100_000))).contains("nests deeper than 20 levels");
        assertThat(error(HEAD + "caches:\n" + blocks(200))).contains("nests deeper than 20 levels");
    }

    private static String blocks(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= depth; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        return text.toString();
    }

    @Test
    void an_alias_bomb_does_not_go_off() throws IOException {
        StringBuilder bomb = new StringBuilder(HEAD + "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(9, alias)) + "]\n");
        }
        assertThat(error(bomb.toString())).contains("more than 50 YAML aliases");
    }

    @Test
    void aliases_of_something_large_cost_no_more_than_once() throws IOException {
        String large = "&p { " + "store: { x: 1 }, ".repeat(10_000) + " defaults: { ttl: 5m } }";
        StringBuilder text = new StringBuilder(HEAD + "profiles:\n  p0: " + large + "\n");
        for (int i = 1; i < 45; i++) {
            text.append("  p" + i + ": *p\n");
        }
        assertThat(error(text.toString())).isNotEmpty();
    }

    @Test
    void a_structure_that_holds_itself_is_refused() throws IOException {
        assertThat(error(HEAD + "caches: &c { post: *c }")).startsWith("3:20: The YAML alias 'c' stands within");
        assertThat(error(HEAD + "invalidations: &i [ *i ]")).contains("alias 'i' stands within what it names");
        assertThat(error(HEAD + "? &k { *k : 1 }\n: 2")).contains("alias 'k' stands within what it names");
    }

    @Test
    void a_huge_text_is_refused_and_not_shown() throws IOException {
        String huge = "x".repeat(400_000);
        String rule = HEAD + "caches:\n  c:\n    method: a.B#c(long id)\n";
        assertThat(error(rule + "    key: \"" + huge + "\"")).contains("longer than 1000 characters");
        assertThat(error(rule + "    ttl: " + huge)).contains("is no duration");
        assertThat(error(HEAD + "caches: { c: { method: " + huge + " } }")).contains("longer than 2000 characters");
        assertThat(error(HEAD + "? " + huge + "\n: 1")).contains("is no word of a rule file");
    }

    @Test
    void a_huge_file_is_not_read_to_its_end() throws IOException {
        byte[] huge = new byte[(1 << 19) + 1];
        Arrays.fill(huge, (byte) '#');
        assertThat(error(huge)).contains("larger than 512 KiB");
    }

    @Test
    void a_file_with_thousands_of_errors_names_a_hundred() throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), wrongWords());
        assertThat(Rulings.errors(file)).hasSize(101).last().asString().contains("There may be more");
    }

    private static String wrongWords() {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < 20_000; i++) {
            text.append("w").append(i).append(": 1\n");
        }
        return text.toString();
    }

    @Test
    void bytes_that_are_no_utf_8_are_found_with_their_place() throws IOException {
        byte[] text = (HEAD + "profile: \"Zürich\"").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(error(text)).isEqualTo("3:12: What follows here is not UTF-8. Save the file with that encoding");
        assertThat(error(HEAD.getBytes(StandardCharsets.UTF_16))).contains("not UTF-8");
        assertThat(error(new byte[] {'a', (byte) 0xC3})).contains("1:2: What follows here is not UTF-8");
    }

    @Test
    void an_unprintable_character_is_found_with_its_place() throws IOException {
        assertThat(error(HEAD + "pro\0file: x")).startsWith("3:4: The unprintable character U+0000");
        assertThat(error(HEAD.getBytes(StandardCharsets.UTF_16LE))).startsWith("1:2: The unprintable character U+0000");
        assertThat(error(HEAD + "profile: \u001B[31m")).startsWith("3:10: The unprintable character U+001B");
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_fine() throws IOException {
        Path file = Files.writeString(
                directory.resolve("rules.yaml"), "\uFEFFlarder: 1\r\nstore:\r\n  namespace: blog\r\nprofil: x\r\n");
        assertThat(Rulings.errors(file))
                .containsExactly(file + ":4:1: 'profil' is no word of a rule file. Did you mean 'profile'?");
    }

    @Test
    void no_class_is_constructed_from_a_tag() throws IOException {
        assertThat(error(HEAD
                        + "profile: !!javax.script.ScriptEngineManager [ !!java.net.URL [\"http://127.0.0.1:1/\"] ]"))
                .contains("no YAML tags");
        assertThat(error(HEAD + "profile: !!java.io.File [x]")).contains("no YAML tags");
    }

    @Test
    void random_bytes_are_refused_with_a_place() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(1, 200)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (random.nextBoolean() ? random.nextInt(32, 127) : random.nextInt());
            }
            assertThat(error(bytes)).as("seed %d", seed).matches("(?s)[0-9]+:[0-9]+: .+");
        }
    }
}
