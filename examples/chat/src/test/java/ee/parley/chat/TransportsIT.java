// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two windows talk to each other, hundreds of messages each way at the same time. */
@ParameterizedClass
@EnumSource(
        value = Container.class,
        names = {"PAYARA_MICRO", "WILDFLY"})
@ExtendWith(ChatStage.Shared.class)
class TransportsIT {
    private static final int MANY = 150;

    private final Container container;
    private final ChatStage stage;

    TransportsIT(Container container, ChatStage stage) {
        this.container = container;
        this.stage = stage;
    }

    @Test
    void overWebSocketOnly() {
        ChatWindow ada = stage.enter(container, "Ada", "?transports=websocket");
        ChatWindow grace = stage.enter(container, "Grace", "?transports=websocket");

        talk(ada, grace);

        for (ChatWindow window : List.of(ada, grace)) {
            assertThat(transports(window)).containsOnly("websocket");
            assertThat(requests(window, "transport=polling")).isEmpty();
        }
    }

    @Test
    void overPollingOnly() {
        ChatWindow ada = stage.enter(container, "Ada", "?transports=polling", ChatWindow::withoutWebSockets);
        ChatWindow grace = stage.enter(container, "Grace", "?transports=polling", ChatWindow::withoutWebSockets);

        talk(ada, grace);

        for (ChatWindow window : List.of(ada, grace)) {
            assertThat(transports(window)).containsOnly("polling");
            assertThat(requests(window, "transport=polling")).isNotEmpty();
        }
    }

    @Test
    void acrossAnUpgradeWhileMessagesFlow() {
        ChatWindow ada = stage.enter(container, "Ada", "", ChatWindow::withHeldWebSockets);
        ChatWindow grace = stage.enter(container, "Grace", "", ChatWindow::withHeldWebSockets);
        assertThat(List.of(ada.transport(), grace.transport())).containsOnly("polling");

        startTalking(ada, grace);
        for (ChatWindow window : List.of(ada, grace)) {
            window.eventually(() -> assertThat(window.arrivals()).hasSizeGreaterThan(MANY));
            window.releaseWebSockets();
        }
        for (ChatWindow window : List.of(ada, grace)) {
            window.eventually(() -> assertThat(transports(window))
                    .filteredOn("websocket"::equals)
                    .hasSizeGreaterThan(MANY));
        }

        stopTalkingAndCompare(ada, grace);
        for (ChatWindow window : List.of(ada, grace)) {
            assertThat(transports(window).subList(0, MANY)).containsOnly("polling");
            assertThat(window.transport()).isEqualTo("websocket");
        }
    }

    private static void talk(ChatWindow ada, ChatWindow grace) {
        startTalking(ada, grace);
        for (ChatWindow window : List.of(ada, grace)) {
            window.eventually(() -> assertThat(window.arrivals()).hasSizeGreaterThan(MANY));
        }
        stopTalkingAndCompare(ada, grace);
    }

    private static void startTalking(ChatWindow ada, ChatWindow grace) {
        ada.startTalking();
        grace.startTalking();
    }

    /** None lost, none doubled, none out of order: what was said is what arrived, and what is shown. */
    private static void stopTalkingAndCompare(ChatWindow ada, ChatWindow grace) {
        List<String> adas = numbered(ada, ada.stopTalking());
        List<String> graces = numbered(grace, grace.stopTalking());
        for (ChatWindow window : List.of(ada, grace)) {
            window.eventually(() -> assertThat(window.texts(".entry.mine:not([data-state=delivered])"))
                    .isEmpty());
        }
        compare(grace, adas);
        compare(ada, graces);
    }

    private static void compare(ChatWindow window, List<String> expected) {
        assertThat(window.arrivals()).extracting(arrival -> arrival.get(0)).containsExactlyElementsOf(expected);
        assertThat(window.texts(".entry:not(.mine):not(.old) .text")).containsExactlyElementsOf(expected);
    }

    private static List<String> numbered(ChatWindow speaker, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> speaker.name() + " says " + i)
                .toList();
    }

    private static List<String> transports(ChatWindow window) {
        return window.arrivals().stream().map(arrival -> arrival.get(1)).toList();
    }

    private static List<?> requests(ChatWindow window, String part) {
        return (List<?>) window.run("""
                return performance.getEntriesByType("resource")
                    .map((entry) => entry.name)
                    .filter((name) => name.includes(arguments[0]));
                """, part);
    }
}
