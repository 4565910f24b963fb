// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.browser.Browser;
import ee.parley.browser.Window;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The page of one person at the desk. */
final class DeskWindow extends Window {
    DeskWindow(Browser browser, URI uri) {
        super(browser, uri);
    }

    DeskWindow asPhone() {
        browser().asPhone();
        return this;
    }

    /** Goes to the desk and sees the login page. */
    DeskWindow load() {
        goThere();
        awaitLoginPage();
        return this;
    }

    void awaitLoginPage() {
        eventually(() -> assertThat(shows("#login")).isTrue());
    }

    void logIn(String name, String password) {
        element("#name").clear();
        element("#name").sendKeys(name);
        element("#password").sendKeys(password);
        click("#login");
    }

    /** Logs in as somebody that the desk knows from its opening. */
    DeskWindow enter(String name) {
        load();
        logIn(name, name.equals("maria") ? "manager" : "clerk");
        awaitDesk(name);
        forgetArrivals();
        return this;
    }

    void awaitDesk(String name) {
        eventually(() -> assertThat(shows("#desk")).isTrue());
        eventually(() -> assertThat(state()).isEqualTo("connected"));
        assertThat(textOf("#my-name")).isEqualTo(name);
    }

    void forgetArrivals() {
        run("arrivals.length = 0");
    }

    /** The first argument of each event of that name that has arrived, as the JSON of one of its members. */
    List<String> arrived(String event, String member) {
        return strings(
                "return arrivals.filter((arrival) => arrival.event === arguments[0])"
                        + ".map((arrival) => String(arrival.args[0][arguments[1]]))",
                event,
                member);
    }

    DeskWindow customer(String name) {
        element("#customer").clear();
        element("#customer").sendKeys(name);
        return this;
    }

    /** Fills in a line, which is added if need be. */
    DeskWindow line(int index, String sku, int quantity) {
        while (lines().size() <= index) {
            click("#add");
        }
        WebElement line = lines().get(index);
        new Select(line.findElement(By.className("sku"))).selectByValue(sku);
        line.findElement(By.className("quantity")).clear();
        line.findElement(By.className("quantity")).sendKeys(Integer.toString(quantity));
        return this;
    }

    private List<WebElement> lines() {
        return element("#lines").findElements(By.className("line"));
    }

    String lineError(int index) {
        return texts("#lines .error").get(index);
    }

    void place() {
        click("#place");
    }

    /** Places an order and returns its number. */
    long placed(String customer, String sku, int quantity) {
        customer(customer).line(0, sku, quantity).place();
        eventually(() -> assertThat(textOf("#placed")).startsWith("Order "));
        eventually(() -> assertThat(customers()).contains(customer));
        return Long.parseLong(textOf("#placed").split(" ", 3)[1]);
    }

    List<String> customers() {
        return texts("#orders .name");
    }

    String statusInList(long number) {
        return textOf("#orders [data-key='" + number + "'] .chip");
    }

    int left(String sku) {
        String left = textOf("#stock [data-key=" + sku + "] .left");
        return Integer.parseInt(left.substring(0, left.indexOf(' ')));
    }

    void openSheet(long number) {
        click("#orders [data-key='" + number + "']");
        eventually(() -> assertThat(textOf("#sheet[open] #sheet-title")).isEqualTo("Order " + number));
    }

    void closeSheet() {
        click("#sheet header button");
    }

    void write(String words) {
        element("#words").clear();
        element("#words").sendKeys(words);
    }

    List<String> history() {
        return texts("#history li");
    }

    /** What the dashboard shows, in cents. */
    long turnover() {
        return Long.parseLong(textOf("#turnover").replaceAll("\\D", ""));
    }

    /** Emits by hand what the page itself may not offer, and returns the answer. */
    @SuppressWarnings("unchecked")
    Map<String, Object> emit(String event, Object... arguments) {
        return (Map<String, Object>) await(
                "const done = arguments[2];"
                        + "socket.timeout(20000).emitWithAck(arguments[0], ...arguments[1])"
                        + ".then((answer) => done(answer ?? {}), (error) => done({ failed: String(error) }))",
                event,
                List.of(arguments));
    }
}
