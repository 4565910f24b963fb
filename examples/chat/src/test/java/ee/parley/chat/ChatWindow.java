// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.FluentWait;

/** One visitor's page. */
final class ChatWindow {
    /** Two cores with two servers and two browsers: still a bound. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Browser browser;
    private final ChromeDriver driver;
    private final URI uri;
    private String name = "";

    ChatWindow(Browser browser, URI uri) {
        this.browser = browser;
        this.driver = browser.driver();
        this.uri = uri;
        browser.newTab();
        browser.beforeThePage(script("watch.js"));
    }

    Browser browser() {
        return browser;
    }

    String name() {
        return name;
    }

    ChatWindow withHeldWebSockets() {
        browser.beforeThePage(script("hold-websockets.js"));
        return this;
    }

    ChatWindow withoutWebSockets() {
        browser.beforeThePage("delete window.WebSocket;");
        return this;
    }

    ChatWindow asPhone() {
        browser.emulate(390, 844, 2, true);
        return this;
    }

    ChatWindow readableToTests() {
        browser.bypassContentSecurityPolicy();
        return this;
    }

    ChatWindow load() {
        driver.get(uri.toString());
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

    /** Says goodbye, so that the others are not kept waiting for this one. */
    void leave() {
        try {
            run("document.getElementById('exit').click()");
        } catch (WebDriverException e) {
            return; // no page was loaded
        }
    }

    /** Waits until the page has connected that many times, the first time included. */
    void awaitConnects(int times) {
        eventually(() -> assertThat(run("return connects")).isEqualTo((long) times));
    }

    /** Types into whatever has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void chord(Keys modifier, CharSequence key) {
        new Actions(driver).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
    }

    void say(String text) {
        element("#text").sendKeys(text, Keys.ENTER);
    }

    void click(String selector) {
        element(selector).click();
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

    boolean focusIsVisible() {
        return (Boolean) run("""
                const { activeElement: e } = document;
                const outlined = (it) => getComputedStyle(it).outlineStyle !== "none" || getComputedStyle(it).boxShadow !== "none";
                return e.checkVisibility() && (outlined(e) || outlined(e.parentElement));
                """);
    }

    /** What the page did against its own Content-Security-Policy. */
    List<String> violations() {
        return strings("return violations");
    }

    long widthBeyondTheScreen() {
        return ((Number) run("return document.documentElement.scrollWidth - innerWidth")).longValue();
    }

    /** What has the focus: its id, or the conversation or person its row stands for. */
    String focused() {
        return text("const e = document.activeElement; return e.id || e.role || e.dataset.key || e.tagName;");
    }

    String state() {
        return text("return document.getElementById('connection').dataset.state");
    }

    String transport() {
        return text("return document.getElementById('connection').dataset.transport");
    }

    String textOf(String selector) {
        return text("return document.querySelector(arguments[0])?.textContent.trim() ?? ''", selector);
    }

    boolean shows(String selector) {
        return (Boolean) run("return Boolean(document.querySelector(arguments[0])?.checkVisibility())", selector);
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

    List<String> texts(String selector) {
        return strings("return Array.from(document.querySelectorAll(arguments[0]), (e) => e.textContent)", selector);
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
        return (List<List<String>>) run("return arrivals");
    }

    /** Says {@code <name> says 1}, {@code <name> says 2} and so on through the page's own form, until told to stop. */
    void startTalking() {
        run(script("talk.js"), name);
    }

    /** Returns how many were sent. */
    int stopTalking() {
        return ((Number) run("clearInterval(talk); return said")).intValue();
    }

    void releaseWebSockets() {
        run("releaseWebSockets()");
    }

    Object run(String script, Object... arguments) {
        Object result = driver.executeScript(script, arguments);
        return result == null ? Map.of() : result;
    }

    Object await(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** Tries until the assertion holds. */
    void eventually(Runnable assertion) {
        new FluentWait<>(driver)
                .withTimeout(PATIENCE)
                .pollingEvery(Duration.ofMillis(50))
                .ignoring(AssertionError.class)
                .until(any -> {
                    assertion.run();
                    return true;
                });
    }

    Path photograph(String picture) {
        Path file = Path.of(System.getProperty("parley.chat.pictures")).resolve(picture + ".png");
        browser.photograph(file);
        return file;
    }

    private static String script(String name) {
        try (InputStream script = ChatWindow.class.getResourceAsStream("/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    private String text(String script, Object... arguments) {
        return (String) run(script, arguments);
    }

    @SuppressWarnings("unchecked")
    private List<String> strings(String script, Object... arguments) {
        return (List<String>) run(script, arguments);
    }
}
