package dev.larder.console.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A test of the page of a {@link FakeAgent} in a real browser, which may ask that agent and nobody else. */
abstract class PageInChromium {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static @Nullable Chromium chromium;

    @TempDir
    private Path temp;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    FakeAgent agent;
    Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
        if (agent != null) {
            agent.close();
            assertThat(strangers()).isEmpty();
        }
    }

    void open(@Nullable String token) {
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
        page = tab(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    /** One more browser that looks at the agent. */
    Page tab(Browser.NewContextOptions options) {
        BrowserContext context = chromium.context(options);
        contexts.add(context);
        Page opened = context.newPage();
        opened.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        opened.onPageError(complaints::add);
        opened.onRequest(request -> asked.add(request.url()));
        opened.onWebSocket(socket -> asked.add(socket.url()));
        opened.navigate(origin() + "/");
        assertThat(opened.locator("tbody.cache")).hasCount(3);
        return opened;
    }

    private String origin() {
        return "http://" + agent.host();
    }

    /** Of {@code post}, which {@link #open} gives figures. */
    Locator ofPost(String selector) {
        return page.locator("tbody.cache:has(.name:text-is('post'))").locator(selector);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    void confirm() {
        dialog().locator("#ask-yes").click();
    }

    /** What the page wrote on its console, and the exceptions that it did not catch. It writes nothing of its own. */
    List<String> complaints() {
        // Events are taken in while the browser is asked for something
        page.title();
        return complaints;
    }

    /** Of the agent, in the order of asking. */
    List<String> asked() {
        page.title();
        return asked.stream().map(url -> url.replaceFirst("^" + origin(), "")).toList();
    }

    private List<String> strangers() {
        return asked.stream().filter(url -> !url.startsWith(origin() + "/")).toList();
    }

    void screenshot(Page shown, String name) {
        shown.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** Of a page that shows all of its width: nothing reaches beyond, and no telephone has made it smaller. */
    void assertFits(Page shown, int width) {
        assertThat((Integer) shown.evaluate("document.documentElement.scrollWidth"))
                .as("width at %d", width)
                .isLessThanOrEqualTo(width);
        assertThat((Integer) shown.evaluate("window.innerWidth"))
                .as("width that is seen at %d", width)
                .isEqualTo(width);
    }

    /** Texts whose contrast with what is behind them is below 4.5, as WCAG counts it. */
    static String unreadable(Page shown) {
        return (String) shown.evaluate("""
                () => {
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
                }""");
    }

    /** Of what is behind everything: the sum of red, green and blue, from 0 to 765. */
    static int brightness(Page shown) {
        return (Integer) shown.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)"
                + ".reduce((sum, part) => sum + Number(part), 0)");
    }
}
