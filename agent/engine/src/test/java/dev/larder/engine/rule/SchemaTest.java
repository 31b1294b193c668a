package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
    /** What a schema can't tell, and the reader can. */
    private static final List<String> BEYOND = List.of();

    @Test
    void the_schema_refuses_what_the_reader_refuses_as_far_as_a_schema_can() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../../rules/larder.schema.json")));
        List<String> accepted = new ArrayList<>();
        for (WrongRules wrong : WrongRules.all()) {
            try {
                if (schema.validate(wrong.rules(), InputFormat.YAML).isEmpty()) {
                    accepted.add(wrong.title());
                }
            } catch (RuntimeException notYaml) {
                // Editors show YAML's own errors without a schema
                assertThat(notYaml.getMessage()).as(wrong.title()).contains("YAML");
            }
        }
        assertThat(accepted).isEqualTo(BEYOND);
    }
}
