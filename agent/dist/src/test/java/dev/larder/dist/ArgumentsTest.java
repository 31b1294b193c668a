package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments read(String text, Map<String, String> properties, Map<String, String> environment) {
        return Arguments.read(text, properties::get, environment::get);
    }

    @Test
    void a_path_alone_names_the_rules() {
        assertThat(read("rules/my-blog.yaml", Map.of(), Map.of()).rules()).isEqualTo("rules/my-blog.yaml");
        assertThat(read("C:\\rules\\blog.yaml", Map.of(), Map.of()).rules()).isEqualTo("C:\\rules\\blog.yaml");
    }

    @Test
    void pairs_are_split_at_commas() {
        Arguments arguments = read("rules=a.yaml, metrics.port=0", Map.of(), Map.of());
        assertThat(arguments.values()).containsOnly(Map.entry("rules", "a.yaml"), Map.entry("metrics.port", "0"));
    }

    @Test
    void arguments_win_over_properties_and_these_over_the_environment() {
        Map<String, String> properties = Map.of("larder.metrics.port", "2", "larder.profile", "testing");
        Map<String, String> environment =
                Map.of("LARDER_METRICS_PORT", "3", "LARDER_PROFILE", "production", "LARDER_RULES", "e.yaml");
        Arguments arguments = read("metrics.port=1", properties, environment);
        assertThat(arguments.values())
                .containsOnly(
                        Map.entry("metrics.port", "1"), Map.entry("profile", "testing"), Map.entry("rules", "e.yaml"));
    }

    @Test
    void empty_counts_as_unset() {
        Arguments arguments = read("metrics.port=", Map.of("larder.rules", ""), Map.of("LARDER_RULES", "e.yaml"));
        assertThat(arguments.values()).containsOnly(Map.entry("rules", "e.yaml"));
        assertThat(read(null, Map.of(), Map.of()).rules()).isNull();
    }

    @Test
    void an_unknown_name_is_refused_with_the_names_that_there_are() {
        assertThatThrownBy(() -> read("rules=a.yaml,port=1", Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"port\"")
                .hasMessageContaining("metrics.port");
    }
}
