package dev.larder.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.Selection.Purpose;
import dev.larder.engine.match.Survey;
import dev.larder.engine.rule.Origin;
import dev.larder.engine.rule.Selector;
import dev.larder.weaver.sample.Shop;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check of the class files says the same as weaving the classes when they are loaded. */
class SurveyAgreementTest {
    private static final Origin AT = new Origin("rules.yaml", 1, 1);

    /** {@code Type#method(types)}, or {@code ..} for any. */
    private static Selector selector(String text, Selector... exclude) {
        int hash = text.indexOf('#');
        int open = text.indexOf('(');
        String types = text.substring(open + 1, text.length() - 1);
        List<Selector.Parameter> parameters = types.equals("..") ? null : new ArrayList<>();
        if (parameters != null && !types.isEmpty()) {
            parameters.add(new Selector.Parameter(types, null));
        }
        return new Selector(
                WovenWorld.SAMPLE + text.substring(0, hash),
                text.substring(hash + 1, open),
                parameters,
                List.of(exclude),
                AT);
    }

    private static List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>(List.of(Shop.class));
        classes.addAll(List.of(Shop.class.getDeclaredClasses()));
        return classes;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Shop#name(long)            |                      | CACHE
            Shop#*(..)                 |                      | CACHE
            Shop#*(..)                 |                      | EVICT
            Shop#*(..)                 | Shop#n*(..)          | EVICT
            Shop#nothing(..)           |                      | CACHE
            Shop#nativeOne()           |                      | EVICT
            Shop#nam(..)               |                      | CACHE
            Shop$Stock#*(..)           |                      | CACHE
            Shop.Stock#*(..)           | Shop.Shelf#left(..)  | CACHE
            Shop$Counter#value(int)    |                      | CACHE
            Shop$Tally#value(..)       |                      | CACHE
            Shop$Tally#value(..)       |                      | EVICT
            Shop$Repository#save(..)   |                      | CACHE
            Shop$Repository#save(Object) |                    | EVICT
            Shop$Articles#bySlug(..)   |                      | CACHE
            Shop$Line#*(..)            |                      | CACHE
            Shop$*#value(..)           |                      | CACHE
            **#*(..)                   |                      | CACHE
            **#*(..)                   | *Shop#*(..)          | EVICT
            """)
    void a_survey_finds_what_is_woven(String method, @Nullable String exclude, Purpose purpose) throws Exception {
        Selector selector = exclude == null ? selector(method) : selector(method, selector(exclude));
        WovenWorld world = new WovenWorld().select(selector, purpose);
        ClassLoader loader = world.loader();
        Survey survey = new Survey(world.selections(), Shop.class.getClassLoader());
        for (Class<?> one : classes()) {
            loader.loadClass(one.getName());
            survey.look(bytes(one));
        }
        Survey.Findings findings = survey.findings().get(0);
        assertThat(found(findings)).isEqualTo(new TreeSet<>(world.woven));
        if (!findings.woven().isEmpty() || !world.refused.isEmpty()) {
            assertThat(refused(findings)).isEqualTo(new LinkedHashSet<>(world.refused));
        }
    }

    private static Set<String> found(Survey.Findings findings) {
        Set<String> found = new TreeSet<>();
        findings.woven().forEach(woven -> found.add(woven.describe().replace(WovenWorld.SAMPLE, "")));
        return found;
    }

    private static Set<String> refused(Survey.Findings findings) {
        Set<String> refused = new LinkedHashSet<>();
        findings.refusals().forEach(reason -> refused.add(reason.replace(WovenWorld.SAMPLE, "")));
        return refused;
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }
}
