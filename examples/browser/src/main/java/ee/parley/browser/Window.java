// SPDX-License-Identifier: Apache-2.0
package ee.parley.browser;

import java.io.FileNotFoundException;
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
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * One person's page. What its socket gets is in the variable {@code arrivals} of the page, each as {@code {event, args,
 * transport}}; the socket itself is {@code socket}.
 */
public class Window {
    /** Two cores with two servers and two browsers: still a bound. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Browser browser;
    private final ChromeDriver driver;
    private final URI uri;

    /** Opens a new tab, still empty. */
    protected Window(Browser browser, URI uri) {
        this.browser = browser;
        this.uri = uri;
        this.driver = browser.driver();
        browser.newTab();
        browser.beforeThePage(resource(Window.class, "watch.js"));
    }

    /** Goes to the page. */
    protected void goThere() {
        driver.get(uri.toString());
    }

    /** Says goodbye, so that the others are not kept waiting for this one. */
    protected void leave() {}

    public Browser browser() {
        return browser;
    }

    /** Types into whatever has the focus. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    public void chord(Keys modifier, CharSequence key) {
        new Actions(driver).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
    }

    public void click(String selector) {
        element(selector).click();
    }

    /** What has the focus: its id, or the key of the row it is. */
    public String focused() {
        return text("const e = document.activeElement; return e.id || e.role || e.dataset.key || e.tagName;");
    }

    public boolean focusIsVisible() {
        return (Boolean) run("""
                const { activeElement: e } = document;
                const outlined = (it) => getComputedStyle(it).outlineStyle !== "none" || getComputedStyle(it).boxShadow !== "none";
                return e.checkVisibility() && (outlined(e) || outlined(e.parentElement));
                """);
    }

    /** What the page did against its own Content-Security-Policy. */
    public List<String> violations() {
        return strings("return violations");
    }

    public long widthBeyondTheScreen() {
        return ((Number) run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    /** The state of the connection, as the page shows it. */
    public String state() {
        return text("return document.getElementById('connection')?.dataset.state ?? ''");
    }

    /** Whether the page has connected that many times, the first time included. */
    public boolean hasConnected(int times) {
        return run("return connects").equals((long) times);
    }

    public String textOf(String selector) {
        return text("return document.querySelector(arguments[0])?.textContent.trim() ?? ''", selector);
    }

    public List<String> texts(String selector) {
        return strings("return Array.from(document.querySelectorAll(arguments[0]), (e) => e.textContent)", selector);
    }

    public boolean shows(String selector) {
        return (Boolean) run("return Boolean(document.querySelector(arguments[0])?.checkVisibility())", selector);
    }

    public WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public Object run(String script, Object... arguments) {
        Object result = driver.executeScript(script, arguments);
        return result == null ? Map.of() : result;
    }

    /** Runs a script that calls its last argument with its result. */
    public Object await(String script, Object... arguments) {
        Object result = driver.executeAsyncScript(script, arguments);
        return result == null ? Map.of() : result;
    }

    public String text(String script, Object... arguments) {
        return (String) run(script, arguments);
    }

    @SuppressWarnings("unchecked")
    public List<String> strings(String script, Object... arguments) {
        return (List<String>) run(script, arguments);
    }

    /** Tries until the assertion holds. */
    public void eventually(Runnable assertion) {
        new FluentWait<>(driver)
                .withTimeout(PATIENCE)
                .pollingEvery(Duration.ofMillis(50))
                .ignoring(AssertionError.class)
                .until(any -> {
                    assertion.run();
                    return true;
                });
    }

    public Path photograph(String picture) {
        Path file = Path.of(System.getProperty("parley.example.pictures")).resolve(picture + ".png");
        browser.photograph(file);
        return file;
    }

    /** Returns the text of a file that lies beside the class. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream resource = beside.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException(name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
