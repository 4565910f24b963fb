// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History();

    @Test
    void laterMessagesHaveLaterTimes() {
        long first = keep("1", "lobby").letter().message().at();
        long second = keep("2", "lobby").letter().message().at();

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void aMessageThatIsSentAgainKeepsItsFirstTime() {
        History.Kept first = keep("1", "lobby");
        keep("2", "lobby");
        History.Kept again = keep("1", "lobby");

        assertThat(first.isNew()).isTrue();
        assertThat(again.isNew()).isFalse();
        assertThat(again.letter()).isEqualTo(first.letter());
        assertThat(ids("lobby", 0)).containsExactly("1", "2");
    }

    @Test
    void thoseWhoComeBackGetWhatTheyMissedInTheirRoomOnly() {
        keep("1", "lobby");
        long seen = keep("2", "lobby").letter().message().at();
        keep("3", "garden");
        keep("4", "lobby");

        assertThat(ids("lobby", seen)).containsExactly("4");
        assertThat(ids("kitchen", 0)).isEmpty();
    }

    @Test
    void theOldestMessagesAreForgotten() {
        for (int i = 0; i <= History.MOST_LETTERS; i++) {
            keep("m" + i, "lobby");
        }

        assertThat(ids("lobby", 0))
                .hasSize(History.MOST_LETTERS)
                .startsWith("m1")
                .endsWith("m" + History.MOST_LETTERS);
    }

    @Test
    void imagesPushOutOldImages() {
        byte[] half = new byte[History.MOST_BYTES / 2];
        for (String id : List.of("1", "2", "3")) {
            history.keep(new Letter(new Message(id, "lobby", "Ada", "", "image/png", 0), Optional.of(half)));
        }

        assertThat(ids("lobby", 0)).containsExactly("2", "3");
    }

    private History.Kept keep(String id, String room) {
        return history.keep(new Letter(new Message(id, room, "Ada", "", null, 0), Optional.empty()));
    }

    private List<String> ids(String room, long after) {
        return history.after(room, after).stream()
                .map(letter -> letter.message().id())
                .toList();
    }
}
