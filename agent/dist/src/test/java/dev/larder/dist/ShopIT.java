package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged agent in front of an application without any framework, on every JDK found, with a store in memory. */
@ParameterizedClass
@MethodSource("jdks")
class ShopIT {
    private final Jdk jdk;

    ShopIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    private ForkedJvm shop() {
        return ForkedJvm.of(jdk).agent(ForkedJvm.rules("shop.yaml").toString()).shop();
    }

    @Test
    void a_second_call_hits_and_returns_an_equal_value_of_the_same_class() {
        try (ForkedJvm shop = shop()) {
            assertThat(shop.say("find 1")).isEqualTo("1 bread [b] loads=1");
            assertThat(shop.say("find 1")).isEqualTo("1 bread [b] loads=1");
            assertThat(shop.say("find 2")).isEqualTo("2 salt [s] loads=2");
            assertThat(shop.say("search tea")).isEqualTo("Optional[3 tea []] loads=3");
            assertThat(shop.say("search tea")).isEqualTo("Optional[3 tea []] loads=3");
            assertThat(shop.say("page 0")).isEqualTo("[1 bread [], 2 salt []] loads=4");
            assertThat(shop.say("page 0")).isEqualTo("[1 bread [], 2 salt []] loads=4");
            assertThat(shop.say("price 7")).isEqualTo("7.05 loads=5");
            assertThat(shop.say("price 7")).isEqualTo("7.05 loads=5");
            assertThat(shop.metric("cache_gets_total{cache=\"article\",result=\"hit\"}"))
                    .isEqualTo(1);
            assertThat(shop.metric("cache_gets_total{cache=\"article\",result=\"miss\"}"))
                    .isEqualTo(2);
            assertThat(shop.metric("larder_call_seconds_count{cache=\"article\",outcome=\"hit\"}"))
                    .isEqualTo(1);
            assertThat(shop.exit()).isZero();
        }
    }

    @Test
    void null_and_an_empty_optional_are_values_too() {
        try (ForkedJvm shop = shop()) {
            assertThat(shop.say("find 9")).isEqualTo("null loads=1");
            assertThat(shop.say("find 9")).isEqualTo("null loads=1");
            assertThat(shop.say("search none")).isEqualTo("Optional.empty loads=2");
            assertThat(shop.say("search none")).isEqualTo("Optional.empty loads=2");
        }
    }

    @Test
    void the_body_behind_an_interface_is_cached() {
        try (ForkedJvm shop = shop()) {
            assertThat(shop.say("left 4")).isEqualTo("41");
            assertThat(shop.say("left 4")).isEqualTo("41");
            assertThat(shop.say("left 5")).isEqualTo("52");
            String line = shop.say("line 6");
            assertThat(line).contains("before=Line[articleId=6, left=0, before=null]");
            assertThat(shop.say("line 6")).isEqualTo(line);
        }
    }

    @Test
    void a_hit_is_a_copy_that_the_caller_may_change() {
        try (ForkedJvm shop = shop()) {
            shop.say("find 1");
            assertThat(shop.say("vandalise 1")).isEqualTo("1 vandalised [] loads=1");
            assertThat(shop.say("find 1")).isEqualTo("1 bread [b] loads=1");
        }
    }

    @Test
    void a_write_evicts_keys_and_patterns() {
        try (ForkedJvm shop = shop()) {
            shop.say("find 1");
            shop.say("page 0");
            shop.say("search cake");
            assertThat(shop.say("save 1 cake")).isEqualTo("saved");
            assertThat(shop.say("find 1")).isEqualTo("1 cake [c] loads=4");
            assertThat(shop.say("page 0")).startsWith("[1 cake []");
            assertThat(shop.say("search cake")).startsWith("Optional[1 cake []]");
            shop.say("remove 1");
            assertThat(shop.say("find 1")).startsWith("null");
        }
    }

    @Test
    void an_exception_reaches_the_caller_with_its_stack_trace_and_nothing_is_stored() {
        try (ForkedJvm bare = ForkedJvm.of(jdk).shop();
                ForkedJvm shop = shop()) {
            String thrown = bare.say("fail 5");
            assertThat(shop.say("fail 5")).isEqualTo(thrown);
            assertThat(shop.say("fail 5")).isEqualTo(bare.say("fail 5")).endsWith("loads=2");
            assertThat(shop.metric("cache_puts_total{cache=\"failing\"}")).isZero();
        }
    }

    @Test
    void a_value_that_cannot_come_back_is_refused_with_the_reason_and_the_method_runs() {
        try (ForkedJvm shop = shop()) {
            for (int call = 1; call <= 5; call++) {
                assertThat(shop.say("task 1")).isEqualTo("true loads=" + call);
            }
            shop.awaitError("cache task: refused");
            assertThat(shop.errors()).anyMatch(line -> line.contains("cache task") && line.contains("not cached"));
            assertThat(shop.scrape()).contains("larder_rule_info{rule=\"task\",status=\"refused\"} 1");
        }
    }

    @Test
    void starting_with_the_agent_prints_no_warning_of_the_JVM() {
        try (ForkedJvm bare = ForkedJvm.of(jdk).shop();
                ForkedJvm shop = shop()) {
            shop.say("find 1");
            shop.say("find 1");
            shop.metrics();
            assertThat(bare.exit()).isZero();
            assertThat(shop.exit()).isZero();
            assertThat(bare.errors()).isEmpty();
            assertThat(shop.errors()).allMatch(line -> line.startsWith("[larder "));
            assertThat(shop.output()).isEmpty();
        }
    }

    @Test
    void the_kill_switch_starts_the_application_as_if_the_flag_were_not_there() {
        try (ForkedJvm shop = ForkedJvm.of(jdk)
                .agent(ForkedJvm.rules("shop.yaml").toString())
                .environment("LARDER_ENABLED", "false")
                .shop()) {
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(shop.say("find 1")).endsWith("loads=2");
            assertThat(shop.exit()).isZero();
            assertThat(shop.errors()).isEmpty();
        }
    }
}
