package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Figures BEFORE = Figures.parse("""
            # HELP cache_gets_total Calls
            # TYPE cache_gets_total counter
            cache_gets_total{cache="post",result="hit"} 10.0
            cache_gets_total{cache="post",result="miss"} 10.0
            """);
    private static final Figures AFTER = Figures.parse("""
            cache_gets_total{cache="post",result="hit"} 100.0
            cache_gets_total{cache="post",result="stale"} 5.0
            cache_gets_total{cache="post",result="miss"} 15.0
            cache_gets_total{cache="related",result="bypass"} 1.2E2
            larder_rule_info{rule="post",status="active"} 1.0
            larder_rule_info{rule="related",status="active"} 0.0
            larder_rule_info{rule="related",status="refused"} 1.0
            """);

    @Test
    void the_gets_of_a_cache_are_those_since_the_first_scrape() {
        List<CacheGets> gets = AFTER.since(BEFORE).cacheGets();
        assertThat(gets).containsExactly(new CacheGets("post", 95, 5, 0), new CacheGets("related", 0, 0, 120));
        assertThat(gets.get(0).hitRate()).isEqualTo(0.95);
        assertThat(gets.get(1).hitRate()).isZero();
    }

    @Test
    void a_refused_rule_is_found_by_its_status() {
        assertThat(AFTER.rules("refused")).containsExactly("related");
        assertThat(AFTER.rules("failed")).isEmpty();
    }
}
