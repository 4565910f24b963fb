// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.spi.MalformedMessageException;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaidTest {
    static Stream<Said> all() {
        return Stream.of(
                new Said.Hello(Set.of(), true),
                new Said.Hello(Set.of("/", "/a#*", "/日本\ud800"), false),
                new Said.Opened("/chat"),
                new Said.Closed("/chat", 7),
                new Said.Noted(-1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everythingComesBack(Said said) {
        byte[] bytes = Said.bytes(said);
        byte[] among = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, among, 3, bytes.length);

        assertThat(Said.of(among, 3, bytes.length)).isEqualTo(said);
    }

    @Test
    void aMessageIsItsBytes() {
        Said.Message message = (Said.Message) Said.of(new byte[] {9, 0, 1, 2, 9}, 1, 3);

        assertThat(message.bytes()).containsExactly(1, 2);
        assertThat(Said.bytes(message)).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "06",
                "03",
                "0300000002002f",
                "03ffffffff",
                "037fffffff",
                "0500000001ff",
                "0100000001",
                "01ffffffff01"
            })
    void whatIsNoneOfTheseIsMalformed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Said.of(bytes, 0, bytes.length));
    }

    @Test
    void whateverIsChangedOnTheWayItIsReadOrMalformed() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            all().map(Said::bytes).forEach(bytes -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                try {
                    Said.of(bytes, 0, bytes.length);
                } catch (MalformedMessageException expected) {
                    assertThat(expected).hasNoCause();
                }
            });
        }
    }
}
