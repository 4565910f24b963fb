// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.parley.redis.wire.JsonDraft;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.redis.wire.MessageData;
import ee.parley.redis.wire.MessageReader;
import ee.parley.redis.wire.MessageType;
import ee.parley.redis.wire.PackedDraft;
import ee.parley.redis.wire.Received;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.MalformedMessageException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of an entry: {@code uid}, {@code nsp}, {@code type} and {@code data}, a text each. */
final class StreamEntry {
    private static final String UID = "uid";
    private static final String NSP = "nsp";
    private static final String TYPE = "type";
    private static final String DATA = "data";

    private StreamEntry() {}

    static Map<String, byte[]> of(String node, String namespace, ClusterMessage message, JsonTexts json) {
        MessageData data = MessageData.of(message);
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put(UID, node.getBytes(UTF_8));
        fields.put(NSP, namespace.getBytes(UTF_8));
        fields.put(TYPE, Integer.toString(data.type()).getBytes(ISO_8859_1));
        fields.put(DATA, data(data, MessageData.hasBytes(message), json));
        return fields;
    }

    private static byte[] data(MessageData data, boolean bytes, JsonTexts json) {
        if (bytes) {
            PackedDraft packed = new PackedDraft(json);
            data.write(packed);
            return Base64.getEncoder().encode(packed.bytes());
        }
        JsonDraft text = new JsonDraft(json);
        data.write(text);
        return text.bytes();
    }

    /** Returns an entry that says nothing: without a namespace, so that no node looks at it. */
    static Map<String, byte[]> mark(String node) {
        return Map.of(UID, node.getBytes(UTF_8));
    }

    static Optional<String> node(Map<String, byte[]> fields) {
        return text(fields, UID);
    }

    static Optional<String> namespace(Map<String, byte[]> fields) {
        return text(fields, NSP);
    }

    /** Returns the type; -1 where there is none. */
    static int type(Map<String, byte[]> fields) {
        try {
            return text(fields, TYPE).map(Integer::parseInt).orElse(-1);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    /**
     * Returns the message; empty when it is a heartbeat of an old adapter.
     *
     * @throws MalformedMessageException when it is none
     */
    static Optional<ClusterMessage> message(Map<String, byte[]> fields, JsonTexts json) {
        int type = type(fields);
        if (MessageType.isHeartbeat(type)) {
            return Optional.empty();
        }
        byte @Nullable [] data = fields.get(DATA);
        if (data == null || data.length == 0) {
            throw new MalformedMessageException("no data");
        }
        return Optional.of(MessageReader.message(type, Received.of(data[0] == '{' ? data : decoded(data), json)));
    }

    private static byte[] decoded(byte[] base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("neither JSON nor Base64");
        }
    }

    private static Optional<String> text(Map<String, byte[]> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(value -> new String(value, UTF_8));
    }
}
