package dev.larder.console.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people do with the page: with a mouse, and with nothing but a keyboard. */
class PageActionsTest extends PageInChromium {
    private void press(String key, int times) {
        for (int i = 0; i < times; i++) {
            page.keyboard().press(key);
        }
    }

    private Locator focused() {
        return page.locator(":focus");
    }

    /** Through the dialog, in which the button that changes nothing has the focus. */
    private void confirmByKeyboard() {
        assertThat(dialog()).isVisible();
        assertThat(focused()).hasText("Leave it");
        press("Tab", 1);
        press("Enter", 1);
        assertThat(dialog()).isHidden();
    }

    private void awaitChanges(String... changes) {
        page.waitForCondition(() -> agent.changes.equals(List.of(changes)));
    }

    @Test
    void a_keyboard_is_enough_to_open_a_cache_and_to_clear_it_after_a_confirmation() {
        open(null);
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            press("Tab", 1);
            reached.add(focused().textContent().strip());
            assertThat(focused().describe("the focus is seen")).hasCSS("outline-style", "solid");
        }
        assertThat(reached)
                .containsExactly("Reload rules", "Clear all caches", "Warm caches", "Switch all caches off", "post");
        assertThat(ofPost(".details")).isHidden();
        press("Enter", 1);
        assertThat(ofPost(".details")).isVisible();
        assertThat(focused()).hasAttribute("aria-expanded", "true");
        press("Tab", 4);
        assertThat(focused()).hasText("Clear this cache");
        press("Enter", 1);
        assertThat(dialog()).isVisible();
        press("Escape", 1);
        assertThat(dialog()).isHidden();
        assertThat(agent.changes).isEmpty();
        press("Enter", 1);
        confirmByKeyboard();
        awaitChanges("clear post");
        assertThat(page.locator("#said")).hasText("Clear: done. Evicted: post.");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void a_keyboard_is_enough_to_evict_keys_and_to_read_the_rules_again() {
        open(null);
        press("Tab", 5);
        press("Enter", 1);
        assertThat(ofPost(".details")).isVisible();
        press("Tab", 2);
        page.keyboard().type("post:1");
        assertThat(ofPost(".words")).hasValue("post:1");
        press("Tab", 1);
        assertThat(focused()).hasText("Evict these");
        press("Enter", 1);
        confirmByKeyboard();
        awaitChanges("evict [post:1]");
        assertThat(page.locator("#said")).hasText("Evict: done. Evicted: post:1.");
        press("Shift+Tab", 7);
        assertThat(focused()).hasText("Reload rules");
        press("Enter", 1);
        confirmByKeyboard();
        awaitChanges("evict [post:1]", "reload");
        assertThat(page.locator("#said")).hasText("Reload: done.");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void keys_are_evicted_and_the_caches_switched_off_and_on_and_the_rules_read_again() {
        open(null);
        ofPost(".open").click();
        ofPost(".words").fill("post:1\nwrong*");
        ofPost(".evict").click();
        confirm();
        assertThat(page.locator("#said")).containsText("wrong* is wrong");
        button("Switch all caches off").click();
        confirm();
        assertThat(button("Switch all caches on")).isVisible();
        assertThat(page.locator("#off")).hasText(Pattern.compile("^All caches are switched off by hand"));
        button("Switch all caches on").click();
        confirm();
        assertThat(page.locator("#off")).isHidden();
        button("Reload rules").click();
        confirm();
        assertThat(page.locator("#said")).hasText("Reload: done.");
        assertThat(agent.changes).containsExactly("evict [post:1, wrong*]", "bypass true", "bypass false", "reload");
        assertThat(complaints())
                .as("what the browser says of the answer to a wrong pattern, and nothing else")
                .singleElement()
                .asString()
                .contains("status of 422");
    }

    @Test
    void a_question_asked_right_after_another_was_left_waits_for_an_answer_of_its_own() {
        open(null);
        ofPost(".open").click();
        ofPost(".clear").click();
        assertThat(dialog()).isVisible();
        // In one turn, so that the browser has not yet told of the first end when the second question stands there
        page.evaluate("document.getElementById('ask').close(); document.querySelector('tbody.cache .clear').click()");
        confirm();
        awaitChanges("clear post");
        button("Reload rules").click();
        confirm();
        awaitChanges("clear post", "reload");
    }

    @Test
    void remembered_calls_are_made_again_after_a_confirmation_and_their_progress_is_shown() {
        open(null);
        button("Warm caches").click();
        assertThat(agent.changes).isEmpty();
        confirm();
        awaitChanges("warm null null null");
        assertThat(page.locator("#warming")).hasText("Warming: 3 of 10 remembered calls were made again, 1 failed.");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void a_token_is_asked_for_where_the_agent_wants_one() {
        open("s3cret");
        button("Clear all caches").click();
        confirm();
        Locator token = page.getByLabel("Token (admin.token)");
        assertThat(token).isVisible();
        assertThat(dialog()).isVisible();
        assertThat(agent.changes).isEmpty();
        token.fill("s3cret");
        confirm();
        awaitChanges("clear null");
    }
}
