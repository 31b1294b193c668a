package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

class ApiPostTest {
    private static final String JSON =
            "{\"id\":7,\"version\":2,\"title\":\"Say \\\"cheese\\\" (edit 2)\",\"body\":\"One.\\n\\nTwo\\\\\","
                    + "\"author\":\"user3\",\"category\":\"film\",\"tags\":[\"noir\",\"scripts\"],\"comments\":4}";

    @Test
    void an_edit_changes_the_title_to_the_version_that_will_be_and_leaves_the_rest() throws Exception {
        ApiPost edited = ApiPost.in(JSON).edited();
        assertThat(edited.author()).isEqualTo("user3");
        assertThat(edited.input())
                .isEqualTo("{\"version\":2,\"title\":\"Say \\\"cheese\\\" (edit 3)\",\"body\":\"One.\\n\\nTwo\\\\\","
                        + "\"category\":\"film\",\"tags\":[\"noir\",\"scripts\"]}");
    }

    @Test
    void what_is_no_post_is_said_so() {
        assertThatIOException().isThrownBy(() -> ApiPost.in("{\"status\":500}")).withMessageContaining("\"author\"");
    }
}
