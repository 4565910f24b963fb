// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Nothing here touches the mouse. */
@ExtendWith(DeskStage.Shared.class)
class KeyboardIT {
    @Test
    void anOrderIsPlacedOpenedAndClosedByHand(DeskStage stage) {
        DeskWindow window = stage.window(Container.WILDFLY, "").load();
        assertThat(window.focused()).isEqualTo("name");
        window.press("maria", Keys.TAB, "manager", Keys.ENTER);
        window.awaitDesk("maria");

        List<String> stops = new ArrayList<>();
        window.press(Keys.TAB);
        do {
            stops.add(window.focused());
            assertThat(window.focusIsVisible()).as(stops.toString()).isTrue();
            window.press(Keys.TAB);
        } while (!window.focused().equals("BODY") && stops.size() < 40);
        assertThat(stops).containsSubsequence("A", "logout", "SUMMARY", "customer", "SELECT", "INPUT", "add", "place");
        assertThat(stops)
                .as("the Tab key stops in the list once")
                .filteredOn(stop -> stop.matches("\\d+"))
                .hasSize(1);

        String customer = stage.customer("By hand");
        window.run("document.querySelector('.skip').focus()");
        window.press(Keys.ENTER); // to the new order
        window.press(customer, Keys.TAB, "Huila", Keys.TAB, Keys.ARROW_UP, Keys.ENTER);
        window.eventually(() -> assertThat(window.customers()).contains(customer));
        window.eventually(() -> assertThat(window.focused()).isEqualTo("customer"));
        assertThat(window.textOf("#orders .cents")).isEqualTo("€48.00");

        String newest = window.text("return document.querySelector('#orders .row').dataset.key");
        for (int i = 0; i < 12 && !window.focused().matches("\\d+"); i++) {
            window.press(Keys.TAB);
        }
        window.press(Keys.HOME);
        assertThat(window.focused()).isEqualTo(newest);
        window.press(Keys.ENTER);
        window.eventually(
                () -> assertThat(window.textOf("#sheet[open] #sheet-title")).isEqualTo("Order " + newest));
        window.press(Keys.ESCAPE);
        window.eventually(() -> assertThat(window.shows("#sheet")).isFalse());
        assertThat(window.focused()).isEqualTo(newest);
    }
}
