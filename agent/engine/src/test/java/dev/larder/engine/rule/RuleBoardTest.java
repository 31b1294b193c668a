package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBoardTest {
    @Test
    void a_rule_that_is_switched_off_is_known_as_disabled(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), """
                larder: 1
                store: { namespace: blog }
                caches:
                  a: { method: b.C#d() }
                  e: { method: b.C#f(), enabled: false }
                invalidations:
                  - { name: off, method: b.C#g(), evict: [a], enabled: false }
                """);
        RuleBoard board = new RuleBoard(Rulings.valid(file).rules());
        assertThat(board.summary()).isEqualTo("3 rules, 1 pending, 2 disabled");
        assertThat(board.entries())
                .extracting(RuleBoard.Entry::status)
                .containsExactly(RuleBoard.Status.PENDING, RuleBoard.Status.DISABLED, RuleBoard.Status.DISABLED);
    }
}
