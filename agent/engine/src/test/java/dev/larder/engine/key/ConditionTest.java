package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    enum Status {
        DRAFT,
        PUBLISHED
    }

    record Author(@Nullable Long id, String name) {}

    record Post(boolean draft, @Nullable Author author, Status status, List<String> tags, LocalDate day) {}

    @SuppressWarnings("unused")
    static class Service {
        final String tenant = "acme";

        Optional<Post> find(int page, String order, Object any, double price, Map<String, Integer> options) {
            return Optional.empty();
        }

        Post load(Long id) {
            throw new IllegalStateException();
        }
    }

    private static final Post POST =
            new Post(true, new Author(7L, "ann"), Status.DRAFT, List.of("a", "b"), LocalDate.of(2026, 1, 2));
    private static final Object[] ARGUMENTS = {3, "new", 5L, 2.5, Map.of("size", 20)};

    private static ConditionPlan plan(String text, String method) throws TemplateException {
        return ConditionPlan.compile(
                ConditionParser.parse(text, true), Keys.method(Service.class, method), null, MethodHandles.lookup());
    }

    private static boolean holds(String text, @Nullable Object result) throws Exception {
        return plan(text, "find").holds(new Service(), ARGUMENTS, result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {page} == 3                                     | true
            {page}==3                                       | true
            {page} != 3                                     | false
            {page} < 4 and {page} > 2                       | true
            {page} <= 3 and {page} >= 3                     | true
            {page} < 3 or {page} > 3                        | false
            not {page} < 3                                  | true
            not not {page} < 3                              | false
            {page} < 1 and {page} < 1 or {page} == 3        | true
            {page} < 1 and ({page} < 1 or {page} == 3)      | false
            {page} in [1, 2, 3]                             | true
            {page} not in [1, 2, 3]                         | false
            3 == {page}                                     | true
            {page} == 3.0                                   | true
            {page} > -1                                     | true
            {price} == 2.5                                  | true
            {price} > {page}                                | false
            {any} == 5                                      | true
            {any} == 'five'                                 | false
            {any} == null                                   | false
            {any} != null                                   | true
            {order} == 'new'                                | true
            {order} == "new"                                | true
            {order} == 'it''s'                              | false
            {order} in ['old', 'new']                       | true
            {order} < 'z'                                   | true
            {options.size} == 20                            | true
            {options[size]} == 20                           | true
            {options.none} == null                          | true
            {options.none} < 5                              | false
            {this.tenant} == 'acme'                         | true
            {result.draft}                                  | true
            not {result.draft}                              | false
            {result.draft} == false                         | false
            {result.author.name} == 'ann'                   | true
            {result.status} == 'DRAFT'                      | true
            {result.status} in ['PUBLISHED', 'DRAFT']       | true
            {result.day} == '2026-01-02'                    | true
            'a' in {result.tags}                            | true
            'c' in {result.tags}                            | false
            {result.tags[1]} == 'b'                         | true
            true                                            | true
            false or true                                   | true
            """)
    void a_condition_says_what_it_means(String text, boolean expected) throws Exception {
        assertThat(holds(text, Optional.of(POST))).isEqualTo(expected);
    }

    @Test
    void null_on_the_way_reads_as_null() throws Exception {
        Post orphan = new Post(false, null, Status.DRAFT, List.of(), LocalDate.EPOCH);
        assertThat(holds("{result.author.id} == null", Optional.of(orphan))).isTrue();
        assertThat(holds("{result.author.id} > 0 or {result.author.id} <= 0", Optional.of(orphan)))
                .isFalse();
        assertThat(holds("{result.draft}", Optional.empty())).isFalse();
        assertThat(holds("{result} == null", null)).isTrue();
        assertThat(holds("'a' in {result.tags}", null)).isFalse();
    }

    @Test
    void numbers_are_equal_by_their_value_whatever_their_class() throws Exception {
        assertThat(Comparing.equal(new BigDecimal("1.0"), 1)).isTrue();
        assertThat(Comparing.equal(Double.NaN, Double.NaN)).isTrue();
        assertThat(Comparing.equal(Long.MAX_VALUE, (double) Long.MAX_VALUE)).isFalse();
        assertThat(Comparing.equal(0.1f, 0.1d)).isTrue();
        assertThat(Comparing.order(Double.POSITIVE_INFINITY, new BigDecimal("1e400")))
                .isZero();
    }

    @Test
    void what_nobody_can_tell_is_no_answer() throws Exception {
        ConditionPlan truth = plan("{any}", "find");
        assertThatThrownBy(() -> truth.holds(null, new Object[] {1, "", "text", 0.0, Map.of()}, null))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("neither true nor false");
        ConditionPlan order = plan("{any} < {order}", "find");
        assertThatThrownBy(() -> order.holds(null, ARGUMENTS, null)).isInstanceOf(KeyException.class);
        ConditionPlan among = plan("1 in {any}", "find");
        assertThatThrownBy(() -> among.holds(null, ARGUMENTS, null))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("no collection");
    }

    @Test
    void a_condition_that_cannot_fit_its_method_is_refused_when_it_is_bound() {
        assertThatThrownBy(() -> plan("{result.draf}", "find")).hasMessageContaining("Did you mean 'draft'?");
        assertThatThrownBy(() -> plan("{order}", "find")).hasMessageContaining("neither true nor false");
        assertThatThrownBy(() -> plan("{page} == 'first'", "find"))
                .hasMessageContaining("{page} is a number and 'first' is a text: they can't be compared");
        assertThatThrownBy(() -> plan("{order} in [1, 'a']", "find")).hasMessageContaining("can't be compared");
        assertThatThrownBy(() -> plan("{pag} == 1", "find")).hasMessageContaining("Did you mean 'page'?");
    }

    @Test
    void a_condition_knows_whether_it_can_be_asked_before_the_call() throws Exception {
        assertThat(plan("{page} < 5 and {order} == 'a'", "find").needsResult()).isFalse();
        assertThat(plan("{page} < 5 and not {result.draft}", "find").needsResult())
                .isTrue();
        assertThat(ConditionParser.parse("{a} in [{b}, 1] or not ({c})", false).holes())
                .extracting(Hole::text)
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_fault_of_the_application_is_no_answer() throws Exception {
        Object angry = new Object() {
            @Override
            public boolean equals(@Nullable Object other) {
                throw new IllegalStateException("no");
            }

            @Override
            public int hashCode() {
                return 0;
            }
        };
        ConditionPlan plan = plan("{any} == {page}", "find");
        assertThatThrownBy(() -> plan.holds(null, new Object[] {1, "", angry, 0.0, Map.of()}, null))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("IllegalStateException");
    }
}
