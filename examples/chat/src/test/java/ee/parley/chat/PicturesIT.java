// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes the pictures of the README: {@code target/pictures/chat.png} and {@code chat-phone.png}. */
@ExtendWith(ChatStage.Shared.class)
class PicturesIT {
    private static final Path VIEW = Path.of("src/test/resources/view.png");

    @Test
    void theChatFitsADesktopAndAPhone(ChatStage stage) throws Exception {
        ChatWindow ada = stage.window(Container.WILDFLY, "").enter("Ada");
        ChatWindow grace = stage.window(Container.WILDFLY, "").asPhone().enter("Grace");
        ada.eventually(() -> assertThat(ada.textOf("#transport")).isEqualTo("WebSocket"));
        ada.openRoom("garden");
        grace.openPlaces();
        grace.openRoom("garden");
        ada.eventually(() -> assertThat(ada.people()).contains("Ada", "Grace"));

        say(ada, grace, "Morning, Grace! Is the new build up?");
        say(grace, ada, "Since an hour. One WAR, and the Socket.IO endpoint is just there.");
        say(grace, ada, "No second port, no web.xml.");
        ada.choose(VIEW.toAbsolutePath());
        ada.eventually(() -> assertThat(ada.shows("#preview")).isTrue());
        say(ada, grace, "Then let us go out. This is the view from here.");
        grace.eventually(() -> assertThat(grace.shows(".entry:not(.old) .picture:not([hidden]) img"))
                .isTrue());
        say(grace, ada, "Meet me at the pier.");
        ada.eventually(() -> {
            grace.press("…");
            assertThat(ada.textOf("#typing")).isEqualTo("Grace is typing …");
        });

        assertThat(Files.size(ada.photograph("chat"))).isLessThan(200_000);
        assertThat(Files.size(grace.photograph("chat-phone"))).isLessThan(200_000);
        for (ChatWindow window : List.of(ada, grace)) {
            assertThat(window.widthBeyondTheScreen()).isZero();
            assertThat(window.violations()).isEmpty();
        }
    }

    private static void say(ChatWindow speaker, ChatWindow listener, String text) {
        speaker.say(text);
        speaker.eventually(() -> assertThat(speaker.stateOf(text)).isEqualTo("delivered"));
        listener.eventually(() -> assertThat(listener.roomTexts("garden")).endsWith(text));
    }
}
