// SPDX-License-Identifier: Apache-2.0
package ee.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.browser.Browser;
import ee.parley.browser.Window;
import java.net.URI;
import java.util.List;
import org.openqa.selenium.Keys;

/** One visitor's page of the chat. */
final class Visit extends Window {
    Visit(Browser browser, URI uri) {
        super(browser, uri);
    }

    /** Says who is there, and does not wait for an answer. */
    Visit knock(String name) {
        goThere();
        eventually(() -> assertThat(focused()).isEqualTo("nickname"));
        press(name, Keys.ENTER);
        return this;
    }

    Visit enter(String name) {
        knock(name);
        eventually(() -> assertThat(state()).isEqualTo("connected"));
        eventually(() -> assertThat(people()).contains(name));
        return this;
    }

    void say(String text) {
        element("#text").sendKeys(text, Keys.ENTER);
    }

    List<String> people() {
        return texts("#here .name");
    }

    List<String> heard() {
        return texts(".log[data-key='room:lobby'] .entry .text");
    }

    /** The state of the one message of ours with that text. */
    String stateOf(String text) {
        return text(
                "return [...document.querySelectorAll('.entry.mine')]"
                        + ".filter((e) => e.querySelector('.text').textContent === arguments[0])"
                        + ".map((e) => e.dataset.state).join()",
                text);
    }

    /** How often the page has connected. */
    long connects() {
        return (Long) run("return connects");
    }

    /** Which server the page's requests are led to. */
    String node() {
        return (String) await("fetch('.').then((a) => arguments[0](a.headers.get('X-Node')))");
    }
}
