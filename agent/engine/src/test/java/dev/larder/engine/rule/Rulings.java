package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads rules for tests, with variables of their own and none of this machine's. */
final class Rulings {
    private Rulings() {}

    static RuleReading read(Path path, Map<String, String> environment, Map<String, String> overrides) {
        return new RuleReader(new Variables(name -> null, environment::get), overrides).read(path);
    }

    static RuleReading read(Path path) {
        return read(path, Map.of(), Map.of());
    }

    static RuleReading.Valid valid(Path path, Map<String, String> environment, Map<String, String> overrides) {
        RuleReading reading = read(path, environment, overrides);
        assertThat(reading).isInstanceOf(RuleReading.Valid.class);
        return (RuleReading.Valid) reading;
    }

    static RuleReading.Valid valid(Path path) {
        return valid(path, Map.of(), Map.of());
    }

    static List<String> errors(Path path) {
        return errors(path, Map.of(), Map.of());
    }

    static List<String> errors(Path path, Map<String, String> environment, Map<String, String> overrides) {
        RuleReading reading = read(path, environment, overrides);
        assertThat(reading).isInstanceOf(RuleReading.Invalid.class);
        return ((RuleReading.Invalid) reading)
                .problems().stream().map(Problem::toString).toList();
    }
}
