// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamEntryTest {
    private final JsonTexts json = new JsonTexts();

    private static final Broadcast TEXT =
            new Broadcast(Selection.EVERYBODY, new PacketData("[\"hello\",1]"), false, true);
    private static final Broadcast BYTES = new Broadcast(
            Selection.EVERYBODY,
            new PacketData(
                    "[\"hello\",{\"_placeholder\":true,\"num\":0}]", List.of(ByteBuffer.wrap(new byte[] {1, 2}))),
            false,
            true);

    @Test
    void anEntryHasTheFieldsOfTheReferenceInItsOrder() {
        List<String> fields = new ArrayList<>();
        StreamEntry.of("83683b47bcb38331", "/", TEXT, json)
                .forEach((name, value) -> fields.add(name + " " + new String(value, UTF_8)));

        assertThat(fields)
                .containsExactly(
                        "uid 83683b47bcb38331",
                        "nsp /",
                        "type 3",
                        "data {\"packet\":{\"type\":2,\"data\":[\"hello\",1]},"
                                + "\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}}");
    }

    @Test
    void bytesMakeTheDataMessagePackInBase64() {
        Map<String, byte[]> fields = StreamEntry.of("83683b47bcb38331", "/", BYTES, json);

        assertThat(new String(fields.get("data"), UTF_8))
                .isEqualTo("gqZwYWNrZXSCpHR5cGUCpGRhdGGSpWhlbGxvxAIBAqRvcHRzg6Vyb29tc5CmZXhjZXB0kKVmbGFnc4A=");
        assertThat(StreamEntry.message(fields, json)).contains(BYTES);
    }

    @Test
    void anEntryIsReadAsItWasWritten() {
        assertThat(StreamEntry.message(StreamEntry.of("u", "/", TEXT, json), json))
                .contains(TEXT);
    }

    @Test
    void theHeartbeatOfAnOldAdapterIsNoMessage() {
        assertThat(StreamEntry.message(fields("type", "2"), json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"3 {", "3 ####", "3 AAAA", "x {}", "99 {}", "-3 {}", "99999999999 {}", "3 {\"opts\":{}}"})
    void whatIsNoMessageIsMalformed(String type, String data) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> StreamEntry.message(fields("type", type, "data", data), json));
    }

    @Test
    void anEntryWithoutDataIsMalformed() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> StreamEntry.message(fields("type", "3"), json));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> StreamEntry.message(Map.of(), json));
    }

    @ParameterizedTest
    @CsvSource({
        "1, /, socket.io",
        "3, /, socket.io-2",
        "10, /some/very/long/namespace, socket.io--7",
        "4, /some/very/long/namespace, socket.io--3",
    })
    void aNamespaceHasTheStreamThatTheReferencePublishesItOn(int count, String namespace, String stream) {
        StreamOptions options =
                new StreamOptions("socket.io", count, 10_000, 100, Duration.ofSeconds(5), "sio:session:", false);

        assertThat(options.streamOf(namespace)).isEqualTo(stream);
    }

    private static Map<String, byte[]> fields(String... namesAndValues) {
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
        }
        return fields;
    }
}
