package dev.larder.console.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.store.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page shows. What it looked like is kept in {@code target/screenshots}. */
class PageTest extends PageInChromium {
    private static final String EVIL = "<img src=x onerror=\"window.stolen=1\"></pre><script>window.stolen=1</script>";

    private void assertNothingIsStolen() {
        assertThat(page.evaluate("typeof window.stolen")).isEqualTo("undefined");
    }

    @Test
    void each_cache_is_shown_with_its_figures_which_stay_fresh() {
        open(null);
        assertThat(ofPost(".rate b")).hasText("66.7 %");
        assertThat(ofPost(".hit-time")).hasText(Pattern.compile("^hit [0-9.]+ µs · [0-9.]+ µs$"));
        assertThat(ofPost(".miss-time")).hasText(Pattern.compile("^miss [0-9.]+ ms · [0-9.]+ ms$"));
        assertThat(ofPost(".saved")).hasText(Pattern.compile("^[0-9.]+ s$"));
        assertThat(ofPost(".count")).hasText("300");
        assertThat(page.locator("#active")).hasText("2 of 3");
        for (int i = 0; i < 100; i++) {
            agent.metrics.cache("post").hit(90_000);
        }
        assertThat(ofPost(".rate b")).hasText("75.0 %");
        ofPost(".open").click();
        assertThat(ofPost(".rule")).containsText("blog.PostService#find(long id)");
        assertThat(ofPost(".rule")).not().containsText("hunter");
        assertThat(ofPost(".woven")).hasText("blog.PostService#find(long)");
        assertThat(ofPost(".bypasses")).containsText("1 × the thread was writing (writing)");
        assertThat(ofPost(".discards")).containsText("evicted while it was loaded (lease)");
        screenshot(page, "page-light");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void figures_are_two_seconds_old_at_most_without_a_reload() {
        open(null);
        // The page's own time stands still from here on, so that a slow machine makes nothing late
        page.clock().install();
        page.clock().pauseAt(System.currentTimeMillis() + 60_000);
        page.reload();
        assertThat(ofPost(".rate b")).hasText("66.7 %");
        for (int i = 0; i < 100; i++) {
            agent.metrics.cache("post").hit(90_000);
        }
        page.clock().runFor(2_000);
        assertThat(ofPost(".rate b")).hasText("75.0 %");
        assertThat(Collections.frequency(asked(), "/"))
                .as("opened and reloaded above")
                .isEqualTo(2);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void it_asks_its_own_jvm_and_nobody_else() {
        open(null);
        ofPost(".open").click();
        assertThat(ofPost(".rule")).containsText("blog.PostService#find(long id)");
        assertThat(ofPost(".hottest")).hasText("No call yet.");
        // Whoever else is asked fails the test when it is over
        assertThat(asked())
                .startsWith("/")
                .contains("/caches", "/history", "/fleet", "/warmth", "/rule?cache=post", "/hot?cache=post");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void it_fits_a_telephone_and_the_dark() {
        open(null);
        agent.board()
                .refused(
                        "list",
                        "blog.PostService#list(int)",
                        "blog.PostService#list(int) returns a java.util.stream.Stream, which can be read once");
        Page telephone = tab(new Browser.NewContextOptions()
                .setViewportSize(360, 800)
                .setIsMobile(true)
                .setHasTouch(true));
        for (Page shown : List.of(telephone, page)) {
            shown.locator("tbody.cache .open").first().click();
            int width = shown.viewportSize().width;
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                shown.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                assertThat(shown.locator(".status.bad")).hasCount(1);
                assertFits(shown, width);
                String name = scheme.name().toLowerCase(Locale.ROOT);
                screenshot(shown, "page-" + name + "-" + width);
                assertThat(unreadable(shown)).as(name).isEmpty();
                if (scheme == ColorScheme.DARK) {
                    assertThat(brightness(shown)).isLessThan(150);
                } else {
                    assertThat(brightness(shown)).isGreaterThan(650);
                }
            }
        }
        page.setViewportSize(360, 800);
        assertFits(page, 360);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void colours_that_the_system_forces_leave_everything_readable() {
        open(null);
        agent.board().refused("list", "blog.PostService#list(int)", "it returns a stream, which can be read once");
        ofPost(".open").click();
        assertThat(page.locator(".status.bad")).hasText("▲ refused");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setForcedColors(ForcedColors.ACTIVE));
            assertThat(page.evaluate("matchMedia('(forced-colors: active)').matches"))
                    .isEqualTo(true);
            assertThat(unreadable(page)).isEmpty();
            screenshot(page, "page-forced-" + scheme.name().toLowerCase(Locale.ROOT));
        }
        assertThat(complaints()).isEmpty();
    }

    @Test
    void what_comes_from_the_application_is_text_and_nothing_else() {
        open(null);
        agent.board().refused("list", null, EVIL);
        agent.board().woven("post", EVIL, "app");
        assertThat(page.locator("main")).containsText("window.stolen=1");
        assertThat(page.locator("img")).hasCount(0);
        assertThat(page.locator("script")).hasCount(1);
        assertNothingIsStolen();
        assertThat(complaints()).isEmpty();
    }

    @Test
    void a_script_that_finds_its_way_in_is_not_run() {
        open(null);
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.stolen=1\">')");
        assertThat(page.locator("img")).hasCount(1);
        page.evaluate("""
                () => {
                  const script = document.createElement('script');
                  script.textContent = 'window.stolen=1';
                  document.body.append(script);
                }""");
        page.waitForCondition(() -> complaints().stream()
                        .filter(words -> words.contains("Content Security Policy"))
                        .count()
                >= 2);
        assertNothingIsStolen();
    }

    private static byte[] report(long pid, long hits, long misses) {
        return """
                {"larder":"1","pid":%d,"jvm":"j","started":5,"caches":[{"cache":"post","hits":%d,"misses":%d,"stale":0,
                "savedSeconds":7.5}]}""".formatted(pid, hits, misses).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_fleet_stands_beside_this_jvm_and_what_lies_in_the_store() throws Exception {
        open(null);
        Locator fleet = page.locator(".totals.fleet");
        assertThat(fleet.describe("of one JVM there is no fleet")).isHidden();
        agent.store.fleet().tell("a", report(1, 700, 100), Duration.ofMinutes(5));
        agent.store.fleet().tell("b", "no report".getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            String[] tags = {"@post"};
            Lease lease = (Lease) agent.store.lease("post:" + i, "post.find-1.2", tags, Duration.ofSeconds(5));
            agent.store.fill(lease, new byte[100], Duration.ofMinutes(5), stored -> {});
        }
        assertThat(fleet).isVisible();
        assertThat(page.locator("#fleet-jvms")).hasText("2");
        assertThat(page.locator("#fleet-calls")).hasText("1,100");
        assertThat(page.locator("#fleet-rate")).hasText("81.8 %");
        assertThat(ofPost(".fleet-rate")).hasText("fleet 81.8 %");
        assertThat(ofPost(".fleet-count")).hasText("fleet 1,100");
        assertThat(ofPost(".count").describe("of this JVM")).hasText("300");
        assertThat(ofPost(".entries")).hasText("3 entries");
        for (int width : new int[] {360, 1280}) {
            page.setViewportSize(width, 800);
            screenshot(page, "page-fleet-" + width);
            assertFits(page, width);
        }
        assertThat(unreadable(page)).isEmpty();
        assertThat(complaints()).isEmpty();
    }

    @Test
    void a_click_shows_the_hottest_keys_and_the_slowest_loads() {
        open(null);
        CacheMeter post = agent.metrics.cache("post");
        post.hotKeys().miss("post:7", "m");
        post.hotKeys().hit("post:7", "m");
        post.hotKeys().miss(EVIL, "m");
        post.slowLoads().loaded("post:9", 1_500_000_000, System.nanoTime());
        ofPost(".open").click();
        assertThat(ofPost(".hottest")).containsText("17 × post:7");
        assertThat(ofPost(".hottest")).containsText("1 × <img");
        assertThat(ofPost(".slowest")).hasText(Pattern.compile("^1\\.50 s · post:9 · "));
        assertNothingIsStolen();
        assertThat(complaints()).isEmpty();
    }

    @Test
    void it_says_so_when_the_jvm_is_gone() {
        open(null);
        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert).isHidden();
        agent.close();
        assertThat(alert).isVisible();
        assertThat(alert).hasText(Pattern.compile("^No answer from this JVM since "));
        screenshot(page, "page-gone");
    }

    @Test
    void it_goes_on_when_the_jvm_answers_again() {
        open(null);
        page.route("**/caches", Route::abort);
        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert).containsText("this page keeps asking");
        page.unroute("**/caches");
        agent.metrics.cache("post").hit(90_000);
        assertThat(alert).isHidden();
        assertThat(ofPost(".count")).hasText("301");
    }

    @Test
    void a_cache_that_is_off_by_itself_says_why() {
        open(null);
        CacheMeter list = agent.metrics.cache("list");
        list.benefit().allow(true);
        for (int i = 0; i < 2_000; i++) {
            list.miss(205_000, 5_000);
        }
        assertThat(page.locator("main")).containsText("off by itself");
        assertThat(page.locator("tbody:nth-of-type(2) .reason"))
                .containsText(Pattern.compile("Switched off by itself.*with a method that takes 5 µs.*tried again"));
    }
}
