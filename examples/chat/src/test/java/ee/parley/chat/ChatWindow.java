// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.browser.Browser;
import ee.parley.browser.Window;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;

/** One visitor's page. */
final class ChatWindow extends Window {
    private String name = "";

    ChatWindow(Browser browser, URI uri) {
        super(browser, uri);
    }

    String name() {
        return name;
    }

    ChatWindow withHeldWebSockets() {
        browser().beforeThePage(resource(ChatWindow.class, "hold-websockets.js"));
        return this;
    }

    ChatWindow withoutWebSockets() {
        browser().beforeThePage("delete window.WebSocket;");
        return this;
    }

    ChatWindow asPhone() {
        browser().asPhone();
        return this;
    }

    ChatWindow readableToTests() {
        browser().bypassContentSecurityPolicy();
        return this;
    }

    ChatWindow load() {
        goThere();
        eventually(() -> assertThat(focused()).isEqualTo("nickname"));
        return this;
    }

    ChatWindow enter(String nickname) {
        load();
        name = nickname;
        press(nickname, Keys.ENTER);
        eventually(() -> assertThat(state()).isEqualTo("connected"));
        eventually(() -> assertThat(people()).contains(nickname));
        forgetWhatWasSaidBefore();
        return this;
    }

    /** Waits until the page has connected that many times, the first time included. */
    void awaitConnects(int times) {
        eventually(() -> assertThat(hasConnected(times)).isTrue());
    }

    /** Enters again under the name it had. */
    void comeBack() {
        eventually(() -> assertThat(focused()).isEqualTo("nickname"));
        press(Keys.ENTER);
        eventually(() -> assertThat(state()).isEqualTo("connected"));
    }

    /** The server answered who is here after it had sent what was said before. */
    private void forgetWhatWasSaidBefore() {
        run("arrivals.length = 0; document.querySelectorAll('.entry').forEach((e) => e.classList.add('old'))");
    }

    @Override
    protected void leave() {
        try {
            run("document.getElementById('exit').click()");
        } catch (WebDriverException e) {
            return; // no page was loaded
        }
    }

    void say(String text) {
        element("#text").sendKeys(text, Keys.ENTER);
    }

    void choose(Path file) {
        element("#file").sendKeys(file.toString());
    }

    void openRoom(String room) {
        click("#rooms [data-key='room:" + room + "']");
    }

    /** On a phone. */
    void openPlaces() {
        click("#open-places");
        eventually(() -> assertThat(shows("#rooms")).isTrue());
    }

    /** As a round of the Tab key would. */
    void focusRow(String key) {
        for (int i = 0; i < 20 && !focused().equals(key); i++) {
            press(Keys.TAB);
        }
        assertThat(focused()).isEqualTo(key);
    }

    String transport() {
        return text("return document.getElementById('connection').dataset.transport");
    }

    List<String> people() {
        return texts("#here .name");
    }

    List<String> roomTexts(String room) {
        return texts(".log[data-key='room:" + room + "'] .entry .text");
    }

    List<String> privateTexts(ChatWindow other) {
        return texts(".log[data-key='person:" + other.name + "'] .entry .text");
    }

    /** The state of the one message of ours with that text: waiting, sent, delivered or failed. */
    String stateOf(String text) {
        return text(
                "return [...document.querySelectorAll('.entry.mine')]"
                        + ".filter((e) => e.querySelector('.text').textContent === arguments[0])"
                        + ".map((e) => e.dataset.state).join()",
                text);
    }

    /** Every message from others in a room, as it came in, with the transport it came by. */
    @SuppressWarnings("unchecked")
    List<List<String>> arrivals() {
        return (List<List<String>>) run("""
                return arrivals.filter(({ event }) => event === "message").map(({ args, transport }) => [args[0].text, transport]);
                """);
    }

    /** Says {@code <name> says 1}, {@code <name> says 2} and so on through the page's own form, until told to stop. */
    void startTalking() {
        run(resource(ChatWindow.class, "talk.js"), name);
    }

    /** Returns how many were sent. */
    int stopTalking() {
        return ((Number) run("clearInterval(talk); return said")).intValue();
    }

    void releaseWebSockets() {
        run("releaseWebSockets()");
    }
}
