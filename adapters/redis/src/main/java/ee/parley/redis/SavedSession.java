// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.redis.wire.PackedDraft;
import ee.parley.redis.wire.Received;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import ee.parley.spi.StoredSession;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A session as the reference saves it: MessagePack of {@code {sid, pid, rooms, data}}, in Base64. What we add, the reference
 * ignores.
 */
final class SavedSession {
    private static final int MEMBERS = 4;

    private SavedSession() {}

    static byte[] write(String namespace, StoredSession session, JsonTexts json) {
        Map<String, String> ours = new LinkedHashMap<>();
        ours.put("nsp", namespace);
        session.principal().ifPresent(value -> ours.put("principal", value));
        session.offset().ifPresent(value -> ours.put("offset", value));
        session.last().ifPresent(value -> ours.put("last", value));
        session.position().ifPresent(value -> ours.put("position", value));
        PackedDraft out = new PackedDraft(json);
        out.map(MEMBERS + ours.size()).key("sid").text(session.id());
        out.key("pid").text(session.privateId());
        out.key("rooms").texts(session.rooms());
        out.key("data").data(new PacketData(session.data().toString()));
        ours.forEach((name, value) -> out.key(name).text(value));
        return Base64.getEncoder().encode(out.bytes());
    }

    /**
     * Returns the session; empty when it is of another namespace: nobody takes the rooms that he has joined in one into
     * another. What Node.js saves does not say which it is of.
     *
     * @throws MalformedMessageException when it is none
     */
    static Optional<StoredSession> read(String namespace, byte[] value, JsonTexts json) {
        Map<String, Received> members = Received.of(decoded(value), json).members();
        if (text(members, "nsp").filter(saved -> !saved.equals(namespace)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new StoredSession(
                text(members, "sid").orElseThrow(() -> new MalformedMessageException("no sid")),
                text(members, "pid").orElseThrow(() -> new MalformedMessageException("no pid")),
                rooms(members),
                data(members),
                text(members, "principal"),
                text(members, "offset"),
                text(members, "last"),
                text(members, "position")));
    }

    private static byte[] decoded(byte[] base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("no Base64");
        }
    }

    private static Optional<String> text(Map<String, Received> members, String name) {
        return Optional.ofNullable(members.get(name)).map(Received::text);
    }

    private static Set<String> rooms(Map<String, Received> members) {
        Set<String> rooms = new HashSet<>();
        Optional.ofNullable(members.get("rooms"))
                .ifPresent(names -> names.elements().forEach(name -> rooms.add(name.name())));
        return rooms;
    }

    private static JsonObject data(Map<String, Received> members) {
        return Optional.ofNullable(members.get("data"))
                .filter(data -> !data.isNull())
                .map(Received::object)
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
    }
}
