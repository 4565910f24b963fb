// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentListTest {
    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.STANDARD, new KnownNames());

    private Packet.Event event(String text) {
        return (Packet.Event) decoder.text(text).orElseThrow();
    }

    private ArgumentList arguments(String array) {
        return (ArgumentList) event("2[\"e\"," + array + "]").arguments();
    }

    @Test
    void argumentsAreWhatStandsInTheText() {
        assertThat(arguments("1 , \"two\",[3,{\"a\":[]}],null,true ,-6e1"))
                .containsExactly("1", "\"two\"", "[3,{\"a\":[]}]", "null", "true", "-6e1");
        assertThat(arguments("\"one\"")).hasSize(1).containsExactly("\"one\"");
    }

    @Test
    void listsOfTheSameArgumentsAreEqual() {
        assertThat(arguments("1,\"two\"")).isEqualTo(List.of("1", "\"two\"")).isEqualTo(arguments(" 1 , \"two\" "));
    }

    @Test
    void whatIsNotThereIsRefused() {
        ArgumentList one = arguments("1");

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> one.get(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> one.get(-1));
    }

    @Test
    void plainTextIsAStringWithoutEscapes() {
        ArgumentList arguments = arguments("\"plain → text\",\"\",\"a\\nb\",7,null,\"\\\\\"");

        assertThat(List.of(0, 1, 2, 3, 4, 5))
                .extracting(arguments::isPlainText)
                .containsExactly(true, true, false, false, false, false);
        assertThat(arguments.plainText(0)).isEqualTo("plain → text");
        assertThat(arguments.plainText(1)).isEmpty();
    }

    @Test
    void nullIsNull() {
        ArgumentList arguments = arguments("null,\"null\",[null]");

        assertThat(List.of(0, 1, 2)).extracting(arguments::isNull).containsExactly(true, false, false);
    }

    @Test
    void eventCountsForAllThatItKeeps() {
        String text = "2[\"e\"," + " ".repeat(1_000) + "1]";

        assertThat(event(text).size()).isEqualTo(1 + text.length());
        assertThat(event("2[\"e\"]").size()).isEqualTo(1);
    }
}
