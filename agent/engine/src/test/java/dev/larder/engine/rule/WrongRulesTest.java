package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The corpus of wrong files, {@code wrong-rules.txt}: each gives exactly the messages that stand below it. */
class WrongRulesTest {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> each_wrong_file_says_all_that_is_wrong_and_where() throws IOException {
        return WrongRules.all().stream().map(wrong -> DynamicTest.dynamicTest(wrong.title(), () -> check(wrong)));
    }

    @Test
    void the_corpus_is_read_as_a_whole() throws IOException {
        assertThat(WrongRules.all()).hasSizeGreaterThanOrEqualTo(200).allSatisfy(wrong -> {
            assertThat(wrong.rules()).isNotEmpty();
            assertThat(wrong.messages()).isNotEmpty();
        });
    }

    private void check(WrongRules wrong) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), wrong.rules());
        RuleReading reading = Rulings.read(file);
        assertThat(reading).isInstanceOf(RuleReading.Invalid.class);
        assertThat(((RuleReading.Invalid) reading).problems())
                .map(message -> message.toString().replace(directory + File.separator, ""))
                .containsExactlyElementsOf(wrong.messages());
    }
}
