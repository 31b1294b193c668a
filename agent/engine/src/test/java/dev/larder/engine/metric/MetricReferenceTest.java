package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.rule.MetricsSettings;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} tells of every figure, label and word that there is, and of no other. */
class MetricReferenceTest {
    private static final Path REFERENCE = Path.of("../../docs/metrics.md");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+?)(?:_bucket|_count|_sum)?(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    private final Metrics metrics = new Metrics();
    private String reference = "";

    @BeforeEach
    void use() throws IOException {
        reference = Files.readString(REFERENCE);
        metrics.cache("post").put();
        metrics.show(new RuleBoard(new Rules(
                new StoreSettings("test", "memory:", false, Duration.ofSeconds(2)),
                new MetricsSettings(false, "127.0.0.1", 0),
                List.of(),
                List.of())));
    }

    /** Of each name in the table, the names of its labels. */
    private Map<String, Set<String>> documented() {
        Map<String, Set<String>> documented = new TreeMap<>();
        reference.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            Set<String> labels = new TreeSet<>();
            for (String part : cells[2].split(",", -1)) {
                Matcher label = CODE.matcher(part);
                if (label.find()) {
                    labels.add(label.group(1));
                }
            }
            Matcher name = CODE.matcher(cells[1]);
            assertThat(name.find()).isTrue();
            documented.put(name.group(1), labels);
        });
        return documented;
    }

    @Test
    void names_and_labels_are_those_of_the_code() {
        metrics.storeCommand("read", 1);
        Map<String, Set<String>> real = new TreeMap<>();
        metrics.scrape(null).lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            Set<String> labels = real.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                if (!label.group(1).equals("le")) {
                    labels.add(label.group(1));
                }
            }
        });
        // Of a rule, and there is none here
        real.put("larder_rule_info", Set.of("rule", "status"));
        assertThat(documented()).isEqualTo(real);
    }

    private Set<String> words(String beginning) {
        String paragraph = reference.substring(reference.indexOf(beginning));
        int end = paragraph.indexOf("\n\n");
        return CODE.matcher(end < 0 ? paragraph : paragraph.substring(0, end))
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void every_reason_is_explained() {
        assertThat(words("Reasons of a bypass:"))
                .containsAll(Arrays.stream(Bypass.values()).map(Bypass::label).toList())
                .hasSameSizeAs(Bypass.values());
        assertThat(words("Reasons of a discard:"))
                .containsAll(Arrays.stream(Discard.values()).map(Discard::label).toList())
                .hasSameSizeAs(Discard.values());
    }

    @Test
    void every_status_is_named() {
        String row = reference
                .lines()
                .filter(line -> line.startsWith("| `larder_rule_info`"))
                .findFirst()
                .orElseThrow();
        for (RuleBoard.Status status : RuleBoard.Status.values()) {
            assertThat(row).contains("`" + RuleBoard.word(status) + "`");
        }
    }
}
