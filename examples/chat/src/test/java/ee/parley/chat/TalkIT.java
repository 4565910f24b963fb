// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** What visitors do with each other, one of them over WebSocket and one over polling. */
@ParameterizedClass
@EnumSource(
        value = Container.class,
        names = {"PAYARA_MICRO", "WILDFLY"})
@ExtendWith(ChatStage.Shared.class)
class TalkIT {
    private final Container container;
    private final ChatStage stage;

    TalkIT(Container container, ChatStage stage) {
        this.container = container;
        this.stage = stage;
    }

    @Test
    void theTransportInUseIsShown() {
        ChatWindow upgraded = enter("Ada", "");
        ChatWindow polling = enter("Grace", "?transports=polling");

        upgraded.eventually(() -> assertThat(upgraded.textOf("#transport")).isEqualTo("WebSocket"));
        assertThat(polling.textOf("#transport")).isEqualTo("Long-polling");
        assertThat(List.of(upgraded.textOf("#connection-text"), polling.textOf("#connection-text")))
                .containsOnly("Connected");
    }

    @Test
    void aMessageIsSentAndThenDelivered() {
        ChatWindow ada = enter("Ada", "");
        ada.openRoom("kitchen");
        ada.say("nobody hears this");
        ada.eventually(() -> assertThat(ada.stateOf("nobody hears this")).isEqualTo("sent"));

        ChatWindow grace = enter("Grace", "?transports=polling");
        grace.openRoom("kitchen");
        grace.eventually(() -> assertThat(grace.people()).contains(ada.name(), grace.name()));
        ada.say("one hears this");

        ada.eventually(() -> assertThat(ada.stateOf("one hears this")).isEqualTo("delivered"));
        assertThat(ada.stateOf("nobody hears this")).isEqualTo("sent");
        grace.eventually(() -> assertThat(grace.roomTexts("kitchen")).endsWith("nobody hears this", "one hears this"));
    }

    @Test
    void whatPeopleTypeIsNeverMarkup() {
        ChatWindow ada = enter("Ada", "");
        ChatWindow grace = enter("Grace", "");
        String evil = "<img src=x onerror=\"document.title='caught'\">&amp;";

        ada.say(evil);

        grace.eventually(() -> assertThat(grace.roomTexts("lobby")).endsWith(evil));
        assertThat(grace.texts(".text img")).isEmpty();
    }

    @Test
    void aRoomIsHeardByThoseInIt() {
        ChatWindow ada = enter("Ada", "");
        ChatWindow grace = enter("Grace", "?transports=polling");
        ada.openRoom("library");
        ada.eventually(() -> assertThat(ada.people()).contains(ada.name()).doesNotContain(grace.name()));
        String news = "only " + ada.name() + " knows";
        ada.say(news);
        ada.eventually(() -> assertThat(ada.stateOf(news)).isEqualTo("sent"));
        assertThat(grace.roomTexts("library")).doesNotContain(news);

        grace.openRoom("library");
        grace.eventually(() -> assertThat(grace.roomTexts("library")).contains(news));
        ada.eventually(() -> assertThat(ada.people()).contains(grace.name()));
        ada.eventually(
                () -> assertThat(ada.texts("[data-key='room:library'] .notice")).contains(grace.name() + " joined"));

        grace.click("#leave");
        ada.eventually(() -> assertThat(ada.people()).doesNotContain(grace.name()));
        String secret = "without " + grace.name();
        ada.say(secret);
        ada.eventually(() -> assertThat(ada.stateOf(secret)).isEqualTo("sent"));
        assertThat(grace.roomTexts("library")).doesNotContain(secret);
    }

    @Test
    void whoeverLeavesTheChatIsNoLongerHere() {
        ChatWindow ada = enter("Ada", "");
        ChatWindow grace = enter("Grace", "");
        ada.eventually(() -> assertThat(ada.people()).contains(grace.name()));

        grace.leave();

        ada.eventually(() -> assertThat(ada.people()).contains(ada.name()).doesNotContain(grace.name()));
    }

    @Test
    void typingIsSeenUntilTheMessageComes() {
        ChatWindow ada = enter("Ada", "");
        ChatWindow grace = enter("Grace", "?transports=polling");

        ada.eventually(() -> {
            grace.press("x"); // a hint may be lost, the next one comes while somebody types on
            assertThat(ada.textOf("#typing")).isEqualTo(grace.name() + " is typing …");
        });
        grace.say("!");

        ada.eventually(() -> assertThat(ada.textOf("#typing")).isEmpty());
        assertThat(ada.roomTexts("lobby").get(ada.roomTexts("lobby").size() - 1))
                .matches("x+!");
    }

    @Test
    void aPrivateMessageReachesOnePersonOnly() {
        ChatWindow ada = enter("Ada", "");
        ChatWindow grace = enter("Grace", "?transports=polling");
        ChatWindow linus = enter("Linus", "");
        ada.eventually(() -> assertThat(ada.people()).contains(grace.name()));

        ada.click("#here [data-key='" + grace.name() + "']");
        ada.say("psst");

        ada.eventually(() -> assertThat(ada.stateOf("psst")).isEqualTo("delivered"));
        assertThat(grace.privateTexts(ada)).containsExactly("psst");
        assertThat(grace.textOf("#threads .badge")).isEqualTo("1");

        grace.click("#threads .row");
        grace.say("what?");
        ada.eventually(() -> assertThat(ada.privateTexts(grace)).containsExactly("psst", "what?"));
        assertThat(linus.texts("#threads .row, .log[data-key^='person:']")).isEmpty();
    }

    @Test
    void aPrivateMessageWaitsForSomebodyWhoIsAway() {
        ChatWindow ada = enter("Ada", "");
        ChatWindow grace = enter("Grace", "");
        ada.eventually(() -> assertThat(ada.people()).contains(grace.name()));
        ada.click("#here [data-key='" + grace.name() + "']");
        grace.leave();
        ada.eventually(() -> assertThat(ada.textOf("#subtitle")).startsWith("Away"));
        ada.say("when you are back");
        assertThat(ada.stateOf("when you are back")).isEqualTo("waiting");

        grace.comeBack();

        ada.eventually(() -> assertThat(ada.stateOf("when you are back")).isEqualTo("delivered"));
        assertThat(grace.privateTexts(ada)).containsExactly("when you are back");
    }

    @Test
    void aNameIsOnePersonsAtATime() {
        ChatWindow ada = enter("Ada", "");
        ChatWindow other = stage.window(container, "").load();

        other.press(ada.name().toUpperCase(Locale.ROOT), Keys.ENTER);
        other.eventually(() -> assertThat(other.textOf("#nickname-error"))
                .isEqualTo("Somebody here is called " + ada.name() + " already."));

        other.press("<", Keys.ENTER);
        other.eventually(() -> assertThat(other.textOf("#nickname-error")).startsWith("A nickname has 1 to 24"));
        assertThat(other.shows("#app")).isFalse();
    }

    @Test
    void whatTheServerRefusesIsTold() {
        ChatWindow ada = enter("Ada", "");
        ada.run("document.getElementById('text').removeAttribute('maxlength')");
        ada.run("""
                const field = document.getElementById("text");
                field.value = "x".repeat(2001);
                field.dispatchEvent(new Event("input"));
                document.getElementById("composer").requestSubmit();
                """);

        ada.eventually(() -> assertThat(ada.textOf(".entry[data-state=failed] .error"))
                .isEqualTo("A message has at most 2000 characters."));
    }

    private ChatWindow enter(String name, String query) {
        return stage.enter(container, name, query);
    }
}
