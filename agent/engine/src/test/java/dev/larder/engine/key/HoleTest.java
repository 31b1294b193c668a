package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holes that reach further than a property: elements, keys of maps, and what a static method says. */
@SuppressWarnings("unused")
class HoleTest {
    record Item(Long id, Map<String, String> names) {}

    @SuppressWarnings("ArrayRecordComponent") // applications have them
    record Order(List<Item> items, Item[] array, long[] numbers, Object any) {}

    /** As an application's, with a method that tells whose call this is. */
    static final class Tenant {
        private Tenant() {}

        static String current() {
            return "acme";
        }

        static String of(long id) {
            return "acme" + id;
        }

        String name() {
            return "acme";
        }

        static final class Nested {
            private static long id() {
                return 7;
            }
        }
    }

    static class Service {
        Order save(Order order) {
            return order;
        }

        Order all(Collection<Item> items, Map<String, Item> byName, Optional<List<Item>> maybe) {
            return null;
        }

        void none() {}
    }

    private static final String HERE = HoleTest.class.getName();

    private static Item item(long id) {
        return new Item(id, Map.of("en-US", "a", "de.short", "b"));
    }

    private static Order order(Item... items) {
        return new Order(List.of(items), items, new long[] {4, 5}, List.of(items));
    }

    private static String key(String template, Object... args) throws Exception {
        return Keys.plan(template, Service.class, "save")
                .key(new Service(), args)
                .text();
    }

    private static Evictions evicted(String pattern, Object... args) throws Exception {
        Evictions evictions = new Evictions();
        Keys.evicting(Service.class, "save", List.of(Keys.cache("item", "item:{id}:{n}")), pattern)
                .before(new Service(), args, evictions);
        return evictions;
    }

    @Test
    void an_index_or_a_map_key_stands_in_brackets_or_behind_a_dot() throws Exception {
        Order order = order(item(1), item(2));
        assertThat(key("o:{order.items[1].id}:{order.array[0].id}:{order.numbers[1]}", order))
                .isEqualTo("o:2:1:5")
                .isEqualTo(key("o:{order.items.1.id}:{order.array.0.id}:{order.numbers.1}", order));
        assertThat(key("o:{order.items[0].names[en-US]}", order)).isEqualTo("o:a");
        assertThat(key("o:{order.items[0].names.en-US}", order)).isEqualTo("o:a");
        assertThat(key("o:{order.items[0].names[de.short]}", order)).isEqualTo("o:b");
        assertThat(key("o:{order.any[1].id}", order)).isEqualTo("o:2");
        assertThatThrownBy(() -> key("o:{order.items[2].id}", order)).isInstanceOf(KeyException.class);
    }

    @Test
    void each_element_is_evicted_for_itself() throws Exception {
        Order order = order(item(1), item(2), item(2));
        assertThat(evicted("item:{order.items[*].id}:1", order).keys())
                .contains("item:1:1", "item:2:1")
                .doesNotContain("item:3:1");
        assertThat(evicted("item:{order.array[*].id}:*", order).tags()).contains("item:1:*", "item:2:*");
        assertThat(evicted("item:{order.numbers[*]}:*", order).tags()).contains("item:4:*", "item:5:*");
        assertThat(evicted("item:{order.any[*].id}:*", order).tags()).contains("item:1:*", "item:2:*");
        assertThat(evicted("item:{order.items[*].names[*]}:*", order).tags()).contains("item:a:*", "item:b:*");
        assertThat(evicted("item:{order.items[*].id}:{order.numbers[*]}", order).keys())
                .contains("item:1:4", "item:1:5", "item:2:4", "item:2:5");
    }

    @Test
    void nothing_is_evicted_for_an_empty_collection_and_whole_caches_for_one_that_is_not_there() throws Exception {
        assertThat(evicted("item:{order.items[*].id}:*", order()).isEmpty()).isTrue();
        Evictions missing = evicted("item:{order.items[*].id}:*", new Order(null, null, null, null));
        assertThat(missing.tags()).containsExactly("@item");
        assertThat(missing.widened()).singleElement().asString().contains("null on the way");
        Order holed = new Order(Arrays.asList(item(1), null), null, null, null);
        assertThat(evicted("item:{order.items[*].id}:*", holed).tags()).containsExactly("@item");
        assertThat(evicted("item:{order.any[*].id}:*", new Order(null, null, null, 5))
                        .tags())
                .containsExactly("@item");
    }

    @Test
    void past_the_bound_whole_caches_are_evicted() throws Exception {
        List<Item> many = new ArrayList<>(Collections.nCopies(HolePlan.MOST, item(1)));
        assertThat(evicted("item:{order.items[*].id}:*", new Order(many, null, null, null))
                        .widened())
                .isEmpty();
        many.add(item(2));
        Evictions evictions = evicted("item:{order.items[*].id}:*", new Order(many, null, null, null));
        assertThat(evictions.tags()).containsExactly("@item");
        assertThat(evictions.widened()).singleElement().asString().contains("more than 1000 values");
        assertThat(evicted("item:{order.numbers[*]}:*", new Order(null, null, new long[1001], null))
                        .tags())
                .containsExactly("@item");
        assertThat(evicted("item:{order.array[*].id}:*", new Order(null, new Item[1001], null, null))
                        .tags())
                .containsExactly("@item");
    }

    @Test
    void elements_of_what_has_none_are_refused_when_it_is_bound() {
        assertThatThrownBy(() -> Keys.evicting(Service.class, "save", List.of(), "a:{order[*].id}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("has no elements");
        assertThatThrownBy(() -> Keys.evicting(Service.class, "save", List.of(), "a:{order.items[*].idd}"))
                .hasMessageContaining("Did you mean 'id'?");
    }

    @Test
    void a_static_method_says_what_the_call_does_not() throws Exception {
        assertThat(key("t:{call:" + HERE + ".Tenant.current}:{order.numbers[0]}", order()))
                .isEqualTo("t:acme:4");
        assertThat(key("t:{call:" + HERE + "$Tenant.current}", order())).isEqualTo("t:acme");
        assertThat(key("t:{call:" + HERE + ".Tenant.Nested.id}", order())).isEqualTo("t:7");
        assertThat(evicted("item:{call:" + HERE + ".Tenant.current}:*", order()).tags())
                .contains("item:acme:*");
    }

    @Test
    void what_cannot_be_called_is_refused_with_the_nearest_name() {
        assertThatThrownBy(() -> key("t:{call:" + HERE + ".Tenant.curent}", order()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Did you mean 'current'?");
        assertThatThrownBy(() -> key("t:{call:" + HERE + ".Tenant.of}", order()))
                .hasMessageContaining("isn't static, has parameters or returns nothing");
        assertThatThrownBy(() -> key("t:{call:" + HERE + ".Tenant.name}", order()))
                .hasMessageContaining("isn't static");
        assertThatThrownBy(() -> key("t:{call:acme.Nobody.current}", order()))
                .hasMessageContaining("there is no class 'acme.Nobody'");
    }

    @Test
    void a_call_that_throws_is_no_key_and_widens_an_eviction() throws Exception {
        String failing = "{call:" + HERE + ".failing}";
        assertThatThrownBy(() -> key("t:" + failing, order()))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("UnsupportedOperationException");
        assertThat(evicted("item:" + failing + ":*", order()).tags()).containsExactly("@item");
    }

    static Set<String> failing() {
        throw new UnsupportedOperationException();
    }

    @Test
    void what_is_there_and_cannot_be_read_is_not_called_missing() {
        assertThatThrownBy(() -> Keys.plan("t:{order.items[0].names[a].value}", Service.class, "save"))
                .hasMessageContaining("'value' of java.lang.String can't be read from outside its module");
    }

    @Test
    void messages_quote_what_was_written() {
        assertThatThrownBy(() -> TemplateParser.key("a:{b\u001b[31m\nc}"))
                .isInstanceOf(TemplateException.class)
                .satisfies(wrong -> assertThat(wrong.getMessage().chars()).noneMatch(Character::isISOControl));
    }
}
