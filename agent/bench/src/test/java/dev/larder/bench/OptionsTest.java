package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Path FROM = Path.of("/somewhere");

    @Test
    void what_is_not_said_has_its_default() {
        Options options = parse();
        assertThat(options.seconds()).isEqualTo(30);
        assertThat(options.size()).isEqualTo(1.0);
        assertThat(options.keep()).isFalse();
        assertThat(options.agent()).isEqualTo(Path.of("agent/dist/target/larder.jar"));
    }

    @Test
    void what_is_said_is_taken() {
        Options options = parse("--seconds", "5", "--size", "0.1", "--keep", "--clients", "1", "--agent", "my.jar");
        assertThat(options.seconds()).isEqualTo(5);
        assertThat(options.size()).isEqualTo(0.1);
        assertThat(options.keep()).isTrue();
        assertThat(options.clients()).isEqualTo(1);
        assertThat(options.agent()).isEqualTo(FROM.resolve("my.jar"));
    }

    @Test
    void what_makes_no_sense_is_said_so() {
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--fast")).withMessageContaining("--fast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--seconds"))
                .withMessageContaining("a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--clients", "0"))
                .withMessageContaining("from 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--size", "-1"))
                .withMessageContaining("-1");
    }

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), FROM);
    }
}
