package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real rules with slips of every kind: whatever they are, they are read, or refused with a place and in words. */
class MutatedRulesTest {
    private static final int MUTATIONS = 1_000;
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        "\n",
        "\t",
        "#",
        " #",
        "\"",
        "'",
        "*",
        "&a ",
        "*a",
        "!",
        "!!map ",
        "|\n",
        ">\n",
        "${",
        "${X}",
        "$${",
        "%",
        "@",
        "`",
        ",",
        "..",
        "(..)",
        "()",
        "<",
        "<<: *a",
        "?",
        "~",
        "null",
        "---\n",
        "...\n",
        "\0",
        "\u2028",
        "é",
        "\uD83D\uDE00",
        "{result}",
        "{this}",
        "{0}",
        "{9}",
        "[*]",
        "[0]",
        "group:",
        "(",
        ")",
        "=",
        " and ",
        " in ",
        "{call:a.B.c}",
        "enabled: false",
        "5m",
        "10%",
        "  "
    };

    @TempDir
    private Path directory;

    @Test
    void whatever_a_slip_makes_of_a_file_it_is_read_or_refused_with_a_place() throws IOException {
        slips(Files.readAllBytes(Path.of("../../rules/demo-blog.yaml")));
    }

    @Test
    void and_so_it_is_whatever_the_file_says() throws IOException {
        slips(SchemaTest.RICH.getBytes(StandardCharsets.UTF_8));
    }

    private void slips(byte[] original) throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Path file = directory.resolve("rules.yaml");
        int valid = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = original;
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                mutated = mutate(mutated, random);
            }
            Files.write(file, mutated);
            RuleReading reading = Rulings.read(file);
            if (reading instanceof RuleReading.Valid) {
                valid++;
                continue;
            }
            List<Problem> problems = ((RuleReading.Invalid) reading).problems();
            boolean clear = !problems.isEmpty() && problems.stream().allMatch(problem -> clear(problem, file));
            // Not an assertion for each: they would take most of the time
            if (!clear) {
                fail("seed " + seed + ", mutation " + i + " gives " + problems + " for\n"
                        + new String(mutated, StandardCharsets.UTF_8));
            }
        }
        // Else the slips are too small, or too large, to tell anything
        assertThat(valid).as("valid ones of seed %d", seed).isBetween(MUTATIONS / 50, MUTATIONS * 19 / 20);
    }

    private static boolean clear(Problem problem, Path file) {
        return problem.at().file().equals(file.toString())
                && problem.at().line() > 0
                && problem.at().column() > 0
                && !problem.message().isBlank()
                && problem.message().length() < 1000
                && !problem.message().contains("Larder failed")
                && problem.message().codePoints().noneMatch(Character::isISOControl);
    }

    private static byte[] mutate(byte[] text, SplittableRandom random) {
        int from = random.nextInt(text.length);
        int to = Math.min(text.length, from + random.nextInt(1, 20));
        return switch (random.nextInt(7)) {
            case 0 -> splice(text, from, to, new byte[0]);
            case 1 -> splice(text, from, from, Arrays.copyOfRange(text, from, to));
            case 2 -> splice(text, from, from + 1, new byte[] {(byte) random.nextInt()});
            case 3 -> splice(text, from, from + 1, new byte[] {(byte) random.nextInt(32, 127)});
            case 4 -> {
                int other = random.nextInt(text.length);
                byte[] moved = Arrays.copyOfRange(text, other, Math.min(text.length, other + to - from));
                yield splice(text, from, from, moved);
            }
            case 5 -> random.nextInt(20) == 0 ? Arrays.copyOf(text, from + 1) : line(text, from, random);
            default -> splice(text, from, from, TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Takes a line out, or writes it twice. */
    private static byte[] line(byte[] text, int at, SplittableRandom random) {
        int from = at;
        while (from > 0 && text[from - 1] != '\n') {
            from--;
        }
        int to = at;
        while (to < text.length && text[to] != '\n') {
            to++;
        }
        to = Math.min(text.length, to + 1);
        return random.nextBoolean()
                ? splice(text, from, to, new byte[0])
                : splice(text, from, from, Arrays.copyOfRange(text, from, to));
    }

    private static byte[] splice(byte[] text, int from, int to, byte[] middle) {
        byte[] spliced = new byte[text.length - (to - from) + middle.length];
        System.arraycopy(text, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(text, to, spliced, from + middle.length, text.length - to);
        return spliced.length == 0 ? new byte[] {' '} : spliced;
    }
}
