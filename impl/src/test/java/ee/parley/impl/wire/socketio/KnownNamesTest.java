// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class KnownNamesTest {
    private final KnownNames names = new KnownNames();
    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.STANDARD, names);

    private String name(String text) {
        return ((Packet.Event) decoder.text(text).orElseThrow()).name();
    }

    @Test
    void eventsOfOneNameShareIt() {
        String first = name("2[\"message\",1]");

        assertThat(name("2/chat,7[\"message\",2]")).isSameAs(first).isEqualTo("message");
        assertThat(new PacketDecoder(DecoderLimits.STANDARD, names).text("2[\"message\"]"))
                .get()
                .satisfies(packet -> assertThat(((Packet.Event) packet).name()).isSameAs(first));
    }

    @Test
    void namesAreRightHoweverManyThereAre() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2_000; i++) {
                assertThat(name("2[\"event" + i + "\"]")).isEqualTo("event" + i);
            }
        }
    }

    @Test
    void whatIsSentWithEscapesIsWhatItStandsFor() {
        assertThat(name("2[\"a\\u0062c\"]")).isEqualTo("abc");
        assertThat(name("2[\"abc\"]")).isEqualTo("abc");
        assertThat(name("2[\"a\\\\b\"]")).isEqualTo("a\\b");
        assertThat(name("2[\"a\\b\"]")).isEqualTo("a\b");
        assertThat(name("2[\"\"]")).isEmpty();
        assertThat(name("2[12]")).isEqualTo("12");
        assertThat(name("2[\"12\"]")).isEqualTo("12");
    }

    @Test
    void reservedNameIsRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(MalformedPacketException.class)
                    .isThrownBy(() -> name("2[\"disconnect\"]"))
                    .satisfies(e -> assertThat(e.flaw()).isEqualTo(Flaw.EVENT_NAME_RESERVED));
        }
    }
}
