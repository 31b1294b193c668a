package dev.larder.engine.rule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules and checks all that can be checked without the application. What it reads may be hostile: whatever the
 * bytes, {@link #read} throws nothing and constructs nothing but rules. Immutable; any thread.
 */
public final class RuleReader {
    private final Variables variables;
    private final Map<String, String> overrides;

    /**
     * @param variables for {@code ${NAME:default}} and the store's REDIS_URL and so on
     * @param overrides settings that win over the files: {@code profile}, {@code store.url}, {@code store.namespace},
     *     {@code metrics} (on or off), {@code metrics.host}, {@code metrics.port}; others are not looked at
     */
    public RuleReader(Variables variables, Map<String, String> overrides) {
        this.variables = variables;
        this.overrides = Map.copyOf(overrides);
    }

    /**
     * Reads one file, or all {@code *.yaml} and {@code *.yml} of a directory, which are rules together.
     *
     * @return all problems at once where there are any
     */
    public RuleReading read(Path path) {
        Problems problems = new Problems();
        Problems warnings = new Problems();
        Rules rules = null;
        try {
            rules = rules(path, problems, warnings);
        } catch (RuntimeException | StackOverflowError fault) {
            // A fault of ours or of SnakeYAML's: the application must start all the same
            problems.add(
                    Origin.whole(path.toString()),
                    "Larder failed at reading this (" + fault + "). Please report it, with the file");
        }
        return rules == null || !problems.isEmpty()
                ? new RuleReading.Invalid(problems.inOrder())
                : new RuleReading.Valid(rules, warnings.inOrder());
    }

    private @Nullable Rules rules(Path path, Problems problems, Problems warnings) {
        List<RuleFile> files = new ArrayList<>();
        for (RuleText text : new RuleFiles(problems).read(path)) {
            Node.Mapping root = Composition.of(text, problems);
            RuleFile file = root == null
                    ? null
                    : RuleFile.read(new Document(text, variables, problems, warnings), root, text.at(root));
            if (file != null) {
                files.add(file);
            }
        }
        return files.isEmpty() ? null : new Merger(variables, overrides, problems, warnings).merge(files);
    }
}
