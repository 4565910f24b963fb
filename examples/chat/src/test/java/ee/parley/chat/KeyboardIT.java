// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Nothing here touches the mouse. It is all the page's doing, so one server is enough. */
@ExtendWith(ChatStage.Shared.class)
class KeyboardIT {
    private final ChatStage stage;
    private ChatWindow ada;
    private ChatWindow grace;

    KeyboardIT(ChatStage stage) {
        this.stage = stage;
    }

    @BeforeEach
    void enter() {
        grace = stage.enter(Container.WILDFLY, "Grace", "");
        ada = stage.enter(Container.WILDFLY, "Ada", "");
        ada.eventually(() -> assertThat(ada.people()).contains(grace.name()));
    }

    @Test
    void enterSendsAndShiftEnterStartsALine() {
        assertThat(ada.focused()).isEqualTo("text");

        ada.press("two");
        ada.chord(Keys.SHIFT, Keys.ENTER);
        ada.press("lines", Keys.ENTER);

        grace.eventually(() -> assertThat(grace.roomTexts("lobby")).endsWith("two\nlines"));
        assertThat(ada.focused()).isEqualTo("text");
    }

    @Test
    void tabStopsOnceInEachPartOfThePage() {
        List<String> stops = new ArrayList<>();
        ada.run("document.querySelector('.skip').focus()");
        do {
            stops.add(ada.focused());
            assertThat(ada.focusIsVisible()).as(stops.toString()).isTrue();
            ada.press(Keys.TAB);
        } while (!ada.focused().equals("BODY") && !stops.contains(ada.focused()));

        assertThat(stops)
                .containsSubsequence("A", "room:lobby", "exit", "leave", "log", "attach", "text", "send")
                .doesNotHaveDuplicates();
    }

    @Test
    void arrowsWalkTheRoomsAndEnterOpensOne() {
        ada.chord(Keys.SHIFT, Keys.TAB); // the attach button
        ada.focusRow("room:lobby");
        ada.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        assertThat(ada.focused()).isEqualTo("room:kitchen");

        ada.press(Keys.ENTER);

        ada.eventually(() -> assertThat(ada.textOf("#title")).isEqualTo("#kitchen"));
        assertThat(ada.focused()).isEqualTo("text");

        ada.chord(Keys.ALT, Keys.ARROW_UP);
        assertThat(ada.textOf("#title")).isEqualTo("#lobby");
    }

    @Test
    void aPersonIsReachedWithArrowsAndWrittenTo() {
        ada.press(Keys.TAB, Keys.TAB); // past the send button
        ada.press(Keys.HOME);
        while (!ada.focused().equals(grace.name())) {
            String before = ada.focused();
            ada.press(Keys.ARROW_DOWN);
            assertThat(ada.focused()).isNotEqualTo(before);
        }

        ada.press(Keys.ENTER);
        ada.press("by hand", Keys.ENTER);

        grace.eventually(() -> assertThat(grace.privateTexts(ada)).containsExactly("by hand"));
    }

    @Test
    void escapeGoesBackToTheMessage() {
        ada.focusRow("room:lobby");

        ada.press(Keys.ESCAPE);

        assertThat(ada.focused()).isEqualTo("text");
    }
}
