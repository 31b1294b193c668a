package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table =
            new Table(List.of("page", "p50"), List.of(List.of("post", "1.5"), List.of("front page", "10.25")));

    @Test
    void as_text_its_columns_are_aligned() {
        assertThat(table.text()).isEqualTo("""
                page          p50
                -----------------
                post          1.5
                front page  10.25
                """);
    }

    @Test
    void as_markdown_its_figures_stand_to_the_right() {
        assertThat(table.markdown()).isEqualTo("""
                | page       |   p50 |
                | --- | ---: |
                | post       |   1.5 |
                | front page | 10.25 |
                """);
    }

    @Test
    void a_row_of_other_columns_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table(List.of("a"), List.of(List.of("1", "2"))));
    }
}
