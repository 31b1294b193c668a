package dev.larder.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.Selection;
import dev.larder.engine.Selection.Purpose;
import dev.larder.engine.rule.Origin;
import dev.larder.engine.rule.Selector;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unused")
class SurveyTest {
    interface Repository<T> {
        T find(long id);

        default T first() {
            return find(1);
        }
    }

    interface Store<T> {
        T put(T what);
    }

    interface PostRepository extends Repository<String>, Store<String> {
        List<String> all();
    }

    static class PostService implements Repository<String> {
        @Override
        public String find(long id) {
            return "";
        }

        public String find(String name) {
            return name;
        }

        void save(String post) {}

        Map.Entry<String, String> entry(Map.Entry<String, String> entry) {
            return entry;
        }
    }

    static class SpecialPostService extends PostService {
        @Override
        public String find(long id) {
            return "special";
        }
    }

    static class AdminService implements Repository<String> {
        @Override
        public String find(long id) {
            return "admin";
        }

        static class Entry {}

        String entry(Entry entry) {
            return "";
        }
    }

    private static final String HERE = SurveyTest.class.getName();
    private static final Origin AT = new Origin("rules.yaml", 1, 1);

    private static Selector selector(
            String type, String method, List<Selector.Parameter> parameters, Selector... exclude) {
        return new Selector(type, method, parameters, List.of(exclude), AT);
    }

    private static Selector.Parameter type(String type) {
        return new Selector.Parameter(type, null);
    }

    private static Survey.Findings findings(Selector selector, Purpose purpose) throws IOException {
        return survey(List.of(new Selection("rule", selector, purpose))).get(0);
    }

    private static List<Survey.Findings> survey(List<Selection> selections) throws IOException {
        Survey survey = new Survey(selections, SurveyTest.class.getClassLoader());
        for (Class<?> one : List.of(
                Repository.class,
                Store.class,
                PostRepository.class,
                PostService.class,
                SpecialPostService.class,
                AdminService.class)) {
            try (InputStream in = one.getResourceAsStream("/" + one.getName().replace('.', '/') + ".class")) {
                survey.look(in.readAllBytes());
            }
        }
        return survey.findings();
    }

    private static List<String> woven(Selector selector) throws IOException {
        return findings(selector, Purpose.CACHE).woven().stream()
                .map(one -> one.describe().substring(HERE.length() + 1))
                .toList();
    }

    @Test
    void a_class_means_all_below_it() throws IOException {
        assertThat(woven(selector(HERE + "$PostService", "find", List.of(type("long")))))
                .containsExactly("PostService#find(long)", "SpecialPostService#find(long)");
        assertThat(woven(selector(HERE + ".Repository", "find", List.of(type("long")))))
                .containsExactly("PostService#find(long)", "SpecialPostService#find(long)", "AdminService#find(long)");
    }

    @Test
    void a_star_in_a_class_stands_for_characters_of_one_part_of_its_name() throws IOException {
        assertThat(woven(selector(HERE + "$*Service", "find", List.of(type("long")))))
                .containsExactly("PostService#find(long)", "SpecialPostService#find(long)", "AdminService#find(long)");
        assertThat(woven(selector(HERE + "$Admin*", "find", null))).containsExactly("AdminService#find(long)");
        assertThat(woven(selector("dev.**.SurveyTest$Admin*", "find", null)))
                .containsExactly("AdminService#find(long)");
        assertThat(woven(selector("dev.larder.**$Admin*", "find", null))).containsExactly("AdminService#find(long)");
        assertThat(woven(selector("dev.*", "find", null))).isEmpty();
        assertThat(woven(selector("dev.larder.engine.match.*", "find", null))).isEmpty();
    }

    @Test
    void two_stars_stand_for_no_package_as_well() {
        assertThat(TypePattern.of("blog.**.Post").matches("blog/Post")).isTrue();
        assertThat(TypePattern.of("blog.**.Post").matches("blog/a/b/Post")).isTrue();
        assertThat(TypePattern.of("blog.**.Post").matches("blog/a/bPost")).isFalse();
        assertThat(TypePattern.of("blog.**").matches("blog/a/b/Post$Inner")).isTrue();
        assertThat(TypePattern.of("blog.*").matches("blog/Post$Inner")).isFalse();
        assertThat(TypePattern.of("blog.*").matches("blog/a/Post")).isFalse();
        assertThat(TypePattern.of("blog.Po$t*").matches("blog/Po$ts")).isTrue();
    }

    @Test
    void what_is_excluded_is_taken_away_with_all_below_it() throws IOException {
        Selector without = selector(HERE + "$PostService", "*", null);
        assertThat(woven(selector(HERE + "$*Service", "find", null, without)))
                .containsExactly("AdminService#find(long)");
        Selector special = selector(HERE + "$Special*", "find", List.of(type("long")));
        Selector named = selector(HERE + "$PostService", "find", List.of(type("String")));
        assertThat(woven(selector(HERE + "$PostService", "find", null, special, named)))
                .containsExactly("PostService#find(long)");
        Selector all = selector(HERE + "$Repository", "find", null);
        assertThat(woven(selector(HERE + "$PostService", "find", null, all))).isEmpty();
    }

    @Test
    void a_nested_type_of_a_parameter_is_told_from_others_of_its_simple_name() throws IOException {
        assertThat(woven(selector(HERE + "$*Service", "entry", List.of(type("Map.Entry")))))
                .containsExactly("PostService#entry(java.util.Map$Entry)");
        assertThat(woven(selector(HERE + "$*Service", "entry", List.of(type("AdminService.Entry")))))
                .containsExactly("AdminService#entry(" + HERE + "$AdminService$Entry)");
        assertThat(woven(selector(HERE + "$*Service", "entry", List.of(type("Entry")))))
                .hasSize(2);
    }

    @Test
    void an_interface_without_a_body_is_woven_in_its_proxies() throws IOException {
        Survey.Findings findings = findings(selector(HERE + "$PostRepository", "all", List.of()), Purpose.CACHE);
        assertThat(findings.woven()).isEmpty();
        assertThat(findings.standIns()).containsExactly(HERE + "$PostRepository#all()");
        assertThat(findings.refusals()).isEmpty();
    }

    @Test
    void what_an_interface_inherits_is_woven_in_its_proxies_too() throws IOException {
        Selector inherited = selector(HERE + "$PostRepository", "find", List.of(type("long")));
        assertThat(findings(inherited, Purpose.EVICT).standIns()).containsExactly(HERE + "$PostRepository#find(long)");
        Selector erased = selector(HERE + "$PostRepository", "put", List.of(type("String")));
        assertThat(findings(erased, Purpose.EVICT).standIns())
                .containsExactly(HERE + "$PostRepository#put(java.lang.Object)");
    }

    @Test
    void what_cannot_be_had_says_why_with_the_nearest_name() throws IOException {
        assertThat(refusals(selector(HERE + "$PostServce", "find", null)))
                .containsExactly("There is no class " + HERE + "$PostServce. Did you mean '" + HERE + "$PostService'?");
        assertThat(refusals(selector("blog.AdminService", "find", null))
                        .iterator()
                        .next())
                .contains("Did you mean '" + HERE + "$AdminService'?");
        assertThat(refusals(selector(HERE + "$PostService", "fnd", null))
                        .iterator()
                        .next())
                .contains("Did you mean 'find'?");
        assertThat(refusals(selector(HERE + "$PostService", "save", null))
                        .iterator()
                        .next())
                .contains("returns nothing that could be cached");
        assertThat(refusals(selector("dev.*Nothing", "save", null)).iterator().next())
                .contains("No class is called");
    }

    private static Set<String> refusals(Selector selector) throws IOException {
        Survey.Findings findings = findings(selector, Purpose.CACHE);
        assertThat(findings.woven()).isEmpty();
        return findings.refusals();
    }

    @Test
    void a_method_serves_one_cache_and_none_if_it_evicts() throws IOException {
        Selector admin = selector(HERE + "$AdminService", "find", null);
        Selection first = new Selection("first", admin, Purpose.CACHE);
        Selection second = new Selection("second", admin, Purpose.CACHE);
        Selection evicting = new Selection("evicting", admin, Purpose.EVICT);
        List<Survey.Findings> two = survey(List.of(first, second));
        assertThat(two.get(0).woven()).hasSize(1);
        assertThat(two.get(1).refusals()).containsExactly(HERE + "$AdminService#find(long) is cached by first already");
        List<Survey.Findings> three = survey(List.of(first, evicting));
        assertThat(three.get(0).refusals())
                .containsExactly(HERE + "$AdminService#find(long) evicts as well, by evicting");
        assertThat(three.get(1).woven()).hasSize(1);
    }
}
