// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Handshake;
import ee.parley.SocketData;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.payload.Payloads;
import ee.parley.spi.SocketState;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What other nodes are told of a socket, as the reference describes its own. Runs the application's JSON-B adapters. */
final class Description {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
            "EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ENGLISH);
    private static final JsonBuilderFactory JSON = JsonProvider.provider().createBuilderFactory(Map.of());
    private static final String ATTACHMENT = "_placeholder";

    private Description() {}

    static SocketState of(LocalSocket socket) {
        JsonObject data = data(socket.id(), socket.data(), socket.namespace().payloads());
        return new SocketState(socket.id(), handshake(socket.handshake()), socket.rooms(), data);
    }

    private static JsonObject handshake(Handshake handshake) {
        JsonObjectBuilder headers = JSON.createObjectBuilder();
        handshake
                .headers()
                .forEach((name, values) -> headers.add(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        JsonObjectBuilder query = JSON.createObjectBuilder();
        handshake.query().forEach(query::add);
        Instant issued = handshake.issued();
        return JSON.createObjectBuilder()
                .add("headers", headers)
                .add("time", TIME.format(issued.atZone(ZoneOffset.UTC)))
                .add("address", handshake.address())
                .add("xdomain", handshake.crossDomain())
                .add("secure", handshake.secure())
                .add("issued", issued.toEpochMilli())
                .add("url", handshake.url())
                .add("query", query)
                .add("auth", handshake.auth())
                .build();
    }

    /** What cannot be written is left out, and logged. */
    static JsonObject data(String socketId, SocketData attached, Payloads payloads) {
        JsonObjectBuilder data = JSON.createObjectBuilder();
        attached.toMap().forEach((name, value) -> {
            try {
                Arguments written = payloads.write(value);
                JsonValue json = payloads.array(written.json()).get(0);
                data.add(name, written.attachments().isEmpty() ? json : withBytes(json, written.attachments()));
            } catch (IllegalArgumentException unwritable) {
                SocketLog.dataLeftOut(socketId, name, unwritable);
            }
        });
        return data.build();
    }

    /** Attachments become what Node.js writes for a Buffer where there are no bytes. */
    private static JsonValue withBytes(JsonValue json, List<ByteBuffer> attachments) {
        if (json instanceof JsonObject object) {
            if (object.get(ATTACHMENT) == JsonValue.TRUE) {
                return buffer(attachments.get(object.getInt("num")));
            }
            JsonObjectBuilder copy = JSON.createObjectBuilder();
            object.forEach((name, value) -> copy.add(name, withBytes(value, attachments)));
            return copy.build();
        }
        if (json.getValueType() == JsonValue.ValueType.ARRAY) {
            JsonArrayBuilder copy = JSON.createArrayBuilder();
            json.asJsonArray().forEach(value -> copy.add(withBytes(value, attachments)));
            return copy.build();
        }
        return json;
    }

    private static JsonObject buffer(ByteBuffer bytes) {
        JsonArrayBuilder numbers = JSON.createArrayBuilder();
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            numbers.add(Byte.toUnsignedInt(bytes.get(i)));
        }
        return JSON.createObjectBuilder()
                .add("type", "Buffer")
                .add("data", numbers)
                .build();
    }
}
