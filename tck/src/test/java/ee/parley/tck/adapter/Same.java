// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.PacketData;
import ee.parley.spi.SocketState;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;

/** Compares messages by what they mean: an engine may write the same JSON in other words. */
final class Same {
    private Same() {}

    static void message(ClusterMessage actual, ClusterMessage expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withEqualsForType(SocketState::equals, SocketState.class)
                .withStrictTypeChecking()
                .withEqualsForType(Same::data, PacketData.class)
                .isEqualTo(expected);
    }

    static void event(PacketData actual, PacketData expected) {
        assertThat(data(actual, expected))
                .as("%s is to be %s", actual, expected)
                .isTrue();
    }

    private static boolean data(PacketData one, PacketData other) {
        return one.attachments().equals(other.attachments()) && json(one.json()).equals(json(other.json()));
    }

    private static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
