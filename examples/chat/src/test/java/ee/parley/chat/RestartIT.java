// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The server goes away, whoever is in the chat stays. */
@ParameterizedClass
@EnumSource(
        value = Container.class,
        names = {"PAYARA_MICRO", "WILDFLY"})
@ExtendWith(ChatStage.Shared.class)
class RestartIT {
    private final Container container;
    private final ChatStage stage;

    RestartIT(Container container, ChatStage stage) {
        this.container = container;
        this.stage = stage;
    }

    @Test
    void bothWindowsGoOnAfterAKill() {
        goOnAfter(() -> stage.server(container).kill());
    }

    @Test
    void bothWindowsGoOnAfterAnOrderlyStop() {
        goOnAfter(() -> stage.server(container).close());
    }

    private void goOnAfter(Runnable end) {
        ChatWindow ada = stage.enter(container, "Ada", "");
        ChatWindow grace = stage.enter(container, "Grace", "?transports=polling");
        ada.openRoom("library");
        grace.openRoom("library");
        ada.eventually(() -> assertThat(ada.people()).contains(grace.name()));
        ada.say("before");
        grace.eventually(() -> assertThat(grace.roomTexts("library")).endsWith("before"));
        int heard = grace.roomTexts("library").size();

        end.run();
        for (ChatWindow window : List.of(ada, grace)) {
            window.eventually(() -> assertThat(window.textOf("#banner-text")).startsWith("The connection is lost."));
        }
        ada.say("one");
        ada.say("two");
        grace.say("three");
        assertThat(ada.textOf("#banner-text")).endsWith("2 messages wait to be sent.");
        assertThat(ada.stateOf("one")).isEqualTo("waiting");
        stage.restart(container);

        for (ChatWindow window : List.of(ada, grace)) {
            window.eventually(() -> assertThat(window.shows("#banner")).isFalse());
            window.eventually(() -> assertThat(window.people()).contains(ada.name(), grace.name()));
        }
        grace.say("after");
        ada.eventually(() -> assertThat(ada.roomTexts("library")).endsWith("after"));
        List<String> said = ada.roomTexts("library").subList(heard, heard + 4);
        assertThat(said)
                .containsExactlyInAnyOrder("one", "two", "three", "after")
                .containsSubsequence("one", "two");
        assertThat(ada.roomTexts("library")).hasSize(heard + 4);
        grace.eventually(() -> assertThat(grace.roomTexts("library")).isEqualTo(ada.roomTexts("library")));
        assertThat(ada.texts(".entry[data-state=waiting]")).isEmpty();
    }
}
