package dev.larder.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import dev.larder.engine.store.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. What it looked like is kept in {@code target/screenshots}. */
class PageTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String EVIL = "<img src=x onerror=\"window.stolen=1\"></pre><script>window.stolen=1</script>";

    private static Path profile;
    private static Browser browser;

    @TempDir
    private Path temp;

    private FakeAgent agent;

    @BeforeAll
    static void start() throws IOException {
        Path executable = Browser.executable();
        assumeTrue(
                executable != null,
                "the page is not tried: there is no chromium on the path (Debian: apt-get install" + " chromium)");
        // Not a @TempDir: the browser goes on to write there for a moment after its end
        profile = Files.createTempDirectory("larder-browser");
        browser = new Browser(executable, profile);
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser == null) {
            return;
        }
        browser.close();
        try (var files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException stays) {
            // In a directory for temporary files
        }
    }

    @AfterEach
    void close() {
        if (agent != null) {
            agent.close();
        }
    }

    private void open(String token) {
        agent = new FakeAgent(temp, "127.0.0.1", token);
        agent.metrics.watchStore(() -> true, () -> 0);
        agent.board().woven("post", "blog.PostService#find(long)", "app");
        agent.board().woven("list", "blog.PostService#list(int)", "app");
        CacheMeter post = agent.metrics.cache("post");
        for (int i = 0; i < 100; i++) {
            post.miss(4_300_000 + 40_000L * i, 4_000_000);
            post.hit(82_000 + 3_000L * i);
            post.hit(95_000);
        }
        post.bypass(Bypass.WRITING);
        post.discard(Discard.LEASE);
        browser.size(1280, 900);
        browser.scheme("light");
        browser.open("http://" + agent.host() + "/");
        browser.await("document.querySelectorAll('tbody.cache').length === 3");
    }

    private static String text(String selector) {
        return String.valueOf(browser.evaluate("document.querySelector(" + quoted(selector) + ").textContent"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static void click(String selector) {
        browser.evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    private void complaintsAreNone() {
        assertThat(browser.complaints().stream()
                        .filter(words ->
                                words.contains("127.0.0.1:" + agent.address().getPort()))
                        // What the browser says of an answer that the page expects
                        .filter(words -> !words.contains("status of 422")))
                .isEmpty();
    }

    @Test
    void each_cache_is_shown_with_its_figures_which_stay_fresh() throws IOException {
        open(null);
        assertThat(text("tbody.cache .rate b")).isEqualTo("66.7 %");
        assertThat(text("tbody.cache .hit-time")).matches("hit [0-9.]+ µs · [0-9.]+ µs");
        assertThat(text("tbody.cache .miss-time")).matches("miss [0-9.]+ ms · [0-9.]+ ms");
        assertThat(text("tbody.cache .saved")).matches("[0-9.]+ s");
        assertThat(text("tbody.cache .count")).isEqualTo("300");
        assertThat(text("#active")).isEqualTo("2 of 3");
        for (int i = 0; i < 100; i++) {
            agent.metrics.cache("post").hit(90_000);
        }
        browser.await("document.querySelector('tbody.cache .rate b').textContent === '75.0 %'");
        click("tbody.cache .open");
        browser.await("document.querySelector('.rule').textContent.includes('blog.PostService#find(long id)')");
        assertThat(text("tbody.cache .woven")).isEqualTo("blog.PostService#find(long)");
        assertThat(text("tbody.cache .bypasses")).contains("1 × the thread was writing (writing)");
        assertThat(text("tbody.cache .discards")).contains("evicted while it was loaded (lease)");
        assertThat(text("tbody.cache .rule")).doesNotContain("hunter");
        browser.screenshot(SCREENSHOTS.resolve("page-light.png"));
        complaintsAreNone();
    }

    @Test
    void it_fits_a_telephone_and_the_dark() throws IOException {
        open(null);
        agent.board()
                .refused(
                        "list",
                        "blog.PostService#list(int)",
                        "blog.PostService#list(int) returns a java.util.stream.Stream, which can be read once");
        click("tbody.cache .open");
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {360, 1280}) {
                browser.size(width, 800);
                browser.scheme(scheme);
                browser.await("document.querySelectorAll('.status.bad').length === 1");
                assertThat((Double) browser.evaluate("document.documentElement.scrollWidth"))
                        .as("width at %d", width)
                        .isLessThanOrEqualTo(width);
                browser.screenshot(SCREENSHOTS.resolve("page-" + scheme + "-" + width + ".png"));
                assertThat(unreadable()).as(scheme).isEmpty();
            }
        }
        complaintsAreNone();
    }

    /** Texts whose contrast with what is behind them is below 4.5, as WCAG counts it. */
    private static String unreadable() {
        return String.valueOf(browser.evaluate("""
                (() => {
                  const parts = colour => colour.match(/[0-9.]+/g).map(Number);
                  const light = rgb => rgb.slice(0, 3).map(v => v / 255)
                      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
                  const behind = node => {
                    for (; node; node = node.parentElement) {
                      const rgb = parts(getComputedStyle(node).backgroundColor);
                      if (rgb.length === 3 || rgb[3] > 0) { return rgb; }
                    }
                    return [255, 255, 255];
                  };
                  return [...document.body.querySelectorAll('*')]
                      .filter(node => node.offsetParent && [...node.childNodes].some(c => c.nodeType === 3 && c.data.trim()))
                      .filter(node => {
                        const [a, b] = [light(parts(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
                        return (a + 0.05) / (b + 0.05) < 4.5;
                      })
                      .map(node => node.className + ' ' + node.textContent.slice(0, 40)).join('; ');
                })()"""));
    }

    @Test
    void what_comes_from_the_application_is_text_and_nothing_else() {
        open(null);
        agent.board().refused("list", null, EVIL);
        agent.board().woven("post", EVIL, "app");
        browser.await("document.querySelector('main').textContent.includes('window.stolen=1')");
        assertThat(browser.evaluate("document.images.length")).isEqualTo(0.0);
        assertThat(browser.evaluate("document.scripts.length")).isEqualTo(1.0);
        assertThat(browser.evaluate("typeof window.stolen")).isEqualTo("undefined");
        complaintsAreNone();
    }

    @Test
    void a_script_that_finds_its_way_in_is_not_run() {
        open(null);
        browser.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.stolen=1\">')");
        browser.await("document.images.length === 1");
        browser.evaluate("{ const s = document.createElement('script'); s.textContent = 'window.stolen=1';"
                + " document.body.append(s); }");
        await().until(() -> browser.complaints().stream()
                        .filter(words -> words.contains("Content Security Policy"))
                        .count()
                >= 2);
        assertThat(browser.evaluate("typeof window.stolen")).isEqualTo("undefined");
    }

    @Test
    void a_keyboard_is_enough_to_open_a_cache_and_to_clear_it_after_a_confirmation() {
        open(null);
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            browser.press("Tab");
            reached.add(String.valueOf(browser.evaluate("document.activeElement.textContent.trim()")));
        }
        assertThat(reached)
                .containsExactly("Reload rules", "Clear all caches", "Warm caches", "Switch all caches off", "post");
        browser.press("Enter");
        browser.await("!document.querySelector('.details').hidden");
        assertThat(browser.evaluate("document.activeElement.getAttribute('aria-expanded')"))
                .isEqualTo("true");
        for (int i = 0; i < 4; i++) {
            browser.press("Tab");
        }
        assertThat(browser.evaluate("document.activeElement.textContent")).isEqualTo("Clear this cache");
        browser.press("Enter");
        browser.await("document.getElementById('ask').open");
        browser.press("Escape");
        browser.await("!document.getElementById('ask').open");
        assertThat(agent.changes).isEmpty();
        browser.press("Enter");
        browser.await("document.getElementById('ask').open");
        browser.press("Tab");
        browser.press("Enter");
        await().until(() -> agent.changes.equals(List.of("clear post")));
        browser.await("document.getElementById('said').textContent === 'Clear: done. Evicted: post.'");
    }

    @Test
    void keys_are_evicted_and_the_caches_switched_off_and_on_and_the_rules_read_again() {
        open(null);
        click("tbody.cache .open");
        browser.evaluate("document.querySelector('.words').value = 'post:1\\nwrong*'");
        click("tbody.cache .evict");
        click("#ask-yes");
        browser.await("document.getElementById('said').textContent.includes('wrong* is wrong')");
        click("#bypass");
        click("#ask-yes");
        browser.await("document.getElementById('bypass').textContent === 'Switch all caches on'");
        assertThat(text("#off")).startsWith("All caches are switched off by hand");
        click("#bypass");
        click("#ask-yes");
        browser.await("document.getElementById('off').hidden");
        click("#reload");
        click("#ask-yes");
        browser.await("document.getElementById('said').textContent === 'Reload: done.'");
        assertThat(agent.changes).containsExactly("evict [post:1, wrong*]", "bypass true", "bypass false", "reload");
        complaintsAreNone();
    }

    private static byte[] report(long pid, long hits, long misses) {
        return """
                {"larder":"1","pid":%d,"jvm":"j","started":5,"caches":[{"cache":"post","hits":%d,"misses":%d,"stale":0,
                "savedSeconds":7.5}]}""".formatted(pid, hits, misses).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_fleet_stands_beside_this_jvm_and_what_lies_in_the_store() throws Exception {
        open(null);
        assertThat(browser.evaluate("document.querySelector('.totals.fleet').hidden"))
                .as("of one JVM there is no fleet")
                .isEqualTo(true);
        agent.store.fleet().tell("a", report(1, 700, 100), Duration.ofMinutes(5));
        agent.store.fleet().tell("b", "no report".getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            String[] tags = {"@post"};
            Lease lease = (Lease) agent.store.lease("post:" + i, "post.find-1.2", tags, Duration.ofSeconds(5));
            agent.store.fill(lease, new byte[100], Duration.ofMinutes(5), stored -> {});
        }
        browser.await("!document.querySelector('.totals.fleet').hidden");
        assertThat(text("#fleet-jvms")).isEqualTo("2");
        assertThat(text("#fleet-calls")).isEqualTo("1,100");
        assertThat(text("#fleet-rate")).isEqualTo("81.8 %");
        browser.await("document.querySelector('tbody.cache .fleet-rate').textContent === 'fleet 81.8 %'");
        assertThat(text("tbody.cache .fleet-count")).isEqualTo("fleet 1,100");
        assertThat(text("tbody.cache .count")).as("of this JVM").isEqualTo("300");
        browser.await("document.querySelector('tbody.cache .entries').textContent === '3 entries'");
        for (int width : new int[] {360, 1280}) {
            browser.size(width, 800);
            browser.screenshot(SCREENSHOTS.resolve("page-fleet-" + width + ".png"));
            assertThat((Double) browser.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
        }
        assertThat(unreadable()).isEmpty();
        complaintsAreNone();
    }

    @Test
    void a_click_shows_the_hottest_keys_and_the_slowest_loads() {
        open(null);
        CacheMeter post = agent.metrics.cache("post");
        post.hotKeys().miss("post:7", "m");
        post.hotKeys().hit("post:7", "m");
        post.hotKeys().miss(EVIL, "m");
        post.slowLoads().loaded("post:9", 1_500_000_000, System.nanoTime());
        click("tbody.cache .open");
        browser.await("document.querySelector('.hottest').textContent.includes('17 × post:7')");
        assertThat(text("tbody.cache .hottest")).contains("1 × <img");
        assertThat(text("tbody.cache .slowest")).startsWith("1.50 s · post:9 · ");
        assertThat(browser.evaluate("typeof window.stolen")).isEqualTo("undefined");
        complaintsAreNone();
    }

    @Test
    void remembered_calls_are_made_again_after_a_confirmation_and_their_progress_is_shown() {
        open(null);
        click("#warm");
        click("#ask-yes");
        browser.await("document.getElementById('warming').textContent"
                + " === 'Warming: 3 of 10 remembered calls were made again, 1 failed.'");
        assertThat(agent.changes).containsExactly("warm null null null");
        complaintsAreNone();
    }

    @Test
    void a_token_is_asked_for_where_the_agent_wants_one() {
        open("s3cret");
        click("#clear");
        click("#ask-yes");
        browser.await("document.getElementById('ask').open && !document.getElementById('ask-token').hidden");
        assertThat(agent.changes).isEmpty();
        browser.evaluate("document.getElementById('token').focus()");
        browser.type("s3cret");
        click("#ask-yes");
        await().until(() -> agent.changes.equals(List.of("clear null")));
    }

    @Test
    void it_says_so_when_the_jvm_is_gone() throws IOException {
        open(null);
        agent.close();
        browser.await("!document.getElementById('gone').hidden"
                + " && document.getElementById('gone').textContent.startsWith('No answer from this JVM since')");
        browser.screenshot(SCREENSHOTS.resolve("page-gone.png"));
    }

    @Test
    void a_cache_that_is_off_by_itself_says_why() {
        open(null);
        CacheMeter list = agent.metrics.cache("list");
        list.benefit().allow(true);
        for (int i = 0; i < 2_000; i++) {
            list.miss(205_000, 5_000);
        }
        browser.await("document.querySelector('main').textContent.includes('off by itself')");
        assertThat(text("tbody:nth-of-type(2) .reason"))
                .contains("Switched off by itself", "with a method that takes 5 µs", "tried again");
    }
}
