// SPDX-License-Identifier: Apache-2.0
package ee.parley.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium without a screen. The driver is the installed one: nothing is downloaded. */
public final class Browser implements AutoCloseable {
    private final Path profile;
    private final ChromeDriver driver;

    public Browser() {
        try {
            profile = Files.createTempDirectory("parley-chromium-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(System.getProperty("parley.chromedriver", "/usr/bin/chromedriver")))
                .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("parley.chromium", "/usr/bin/chromium"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--force-color-profile=srgb",
                "--user-data-dir=" + profile);
        driver = new ChromeDriver(service, options);
    }

    /** Returns what drives the current tab. */
    public ChromeDriver driver() {
        return driver;
    }

    /** A tab with nothing from the last one: no session storage, no cookies, no scripts, no emulation. */
    public void newTab() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        String last = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        String next = driver.getWindowHandle();
        driver.switchTo().window(last).close();
        driver.switchTo().window(next);
        emulate(1280, 800, 1, false);
    }

    private void emulate(int width, int height, int scale, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", phone));
    }

    /** Makes the window a phone's. */
    public void asPhone() {
        emulate(390, 844, 2, true);
    }

    /** Runs the script before any of the page's own. */
    public void beforeThePage(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Lets the test read what the page's own rules keep from scripts. */
    public void bypassContentSecurityPolicy() {
        driver.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
    }

    /** Writes what the window shows as a PNG. */
    public void photograph(Path file) {
        Map<String, Object> picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode((String) picture.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            return; // Chromium is still tidying up: the operating system takes the rest
        }
    }
}
