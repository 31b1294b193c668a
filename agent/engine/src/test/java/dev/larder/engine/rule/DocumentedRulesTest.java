package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the documentation and every rule file of the repository is right, by the reader and by the schema. */
class DocumentedRulesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

    private final Schema schema;

    @TempDir
    private Path directory;

    DocumentedRulesTest() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText());
    }

    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        for (String page : List.of("README.md", "docs/rules.md")) {
            String text = Files.readString(ROOT.resolve(page));
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                long line = text.substring(0, block.start()).lines().count() + 1;
                examples.put(page + ":" + line, whole(block.group(1)));
            }
        }
        try (Stream<Path> files = Files.list(ROOT.resolve("rules"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                examples.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return examples;
    }

    /** A fragment lacks what every file needs, so that a page needn't repeat it. */
    private static String whole(String example) {
        if (!example.startsWith("# fragment")) {
            return example;
        }
        List<String> lines = new ArrayList<>(List.of("larder: 1"));
        if (!example.contains("\nstore:")) {
            lines.add("store: { namespace: blog }");
        }
        lines.add(example);
        return String.join("\n", lines);
    }

    @TestFactory
    Stream<DynamicTest> each_example_is_right() throws IOException {
        return examples().entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(example.getKey(), () -> check(example.getValue())));
    }

    private void check(String example) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), example);
        Rulings.valid(file);
        assertThat(schema.validate(example, InputFormat.YAML)).isEmpty();
    }

    @Test
    void the_documentation_has_examples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(10);
    }

    @Test
    void the_reference_names_every_word() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/rules.md"));
        List<String> words = new ArrayList<>();
        for (JsonNode properties : new ObjectMapper().readTree(schemaText()).findValues("properties")) {
            properties.fieldNames().forEachRemaining(words::add);
        }
        assertThat(words)
                .contains("larder", "namespace", "evict")
                .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    }

    private static String schemaText() throws IOException {
        return Files.readString(ROOT.resolve("rules/larder.schema.json"));
    }
}
