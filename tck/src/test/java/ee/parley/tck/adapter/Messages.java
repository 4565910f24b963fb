// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.BroadcastRequest;
import ee.parley.spi.ClusterMessage.ClientAnswer;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.CountSockets;
import ee.parley.spi.ClusterMessage.DisconnectSockets;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.ClusterMessage.RoomsCounted;
import ee.parley.spi.ClusterMessage.ServerAnswer;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.ClusterMessage.SocketsCounted;
import ee.parley.spi.ClusterMessage.SocketsFound;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.ClusterMessage.SocketsLeave;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What nodes say to each other in the tests. */
final class Messages {
    private static final Selection SOME = new Selection(Set.of("a", "room 日本 😀"), Set.of("b#", "*?[c]"));
    private static final PacketData EVENT =
            new PacketData("[\"naïve \\\"event\\\"\",1,-2.5,true,null,[],{\"日\":\"😀\"},9007199254740991]");

    private Messages() {}

    static Broadcast event(String text) {
        return event(Selection.EVERYBODY, text);
    }

    static Broadcast event(Selection to, String text) {
        return new Broadcast(to, new PacketData("[\"" + text + "\"]"), false, true);
    }

    static Broadcast upload(ByteBuffer... attachments) {
        StringBuilder json = new StringBuilder("[\"upload\"");
        for (int i = 0; i < attachments.length; i++) {
            json.append(",{\"_placeholder\":true,\"num\":").append(i).append('}');
        }
        return new Broadcast(
                Selection.EVERYBODY, new PacketData(json.append(']').toString(), List.of(attachments)), false, true);
    }

    static String requestId() {
        return UUID.randomUUID().toString();
    }

    /** One of each kind that is published, and of each form that its fields take. */
    static Stream<ClusterMessage> published() {
        return Stream.of(
                new Broadcast(Selection.EVERYBODY, EVENT, false, true),
                new Broadcast(SOME, EVENT, true, true),
                new Broadcast(new Selection(Set.of("one", "other"), Set.of()), EVENT, false, false),
                new Broadcast(new Selection(Set.of(), Set.of("not these")), EVENT, true, false),
                new BroadcastRequest(requestId(), SOME, EVENT, false, true, Duration.ofMillis(1500)),
                new BroadcastRequest(requestId(), Selection.EVERYBODY, EVENT, true, false, Duration.ofSeconds(10)),
                new SocketsJoin(SOME, Set.of("x", "y z")),
                new SocketsJoin(Selection.EVERYBODY, Set.of("x")),
                new SocketsLeave(SOME, Set.of("x", "y z")),
                new DisconnectSockets(SOME, true),
                new DisconnectSockets(Selection.EVERYBODY, false),
                new FetchSockets(requestId(), SOME),
                new CountSockets(requestId(), SOME),
                new CountRooms(requestId()),
                new ServerSideEmit(Optional.of(requestId()), EVENT),
                new ServerSideEmit(Optional.empty(), EVENT));
    }

    /** One of each kind that is responded. */
    static Stream<ClusterMessage.Response> responses(String requestId) {
        return Stream.of(
                new SocketsFound(requestId, List.of()),
                new SocketsFound(requestId, List.of(socket("s1"), socket("s2 日本"))),
                new SocketsCounted(requestId, 0),
                new SocketsCounted(requestId, 1_000_000),
                new RoomsCounted(requestId, Map.of()),
                new RoomsCounted(requestId, Map.of("a", 1, "room #*", 70_000)),
                new ServerAnswer(requestId, new PacketData("{\"answer\":[1,\"zwei\"]}")),
                new ServerAnswer(requestId, new PacketData("null")),
                new ClientCount(requestId, 0),
                new ClientCount(requestId, 300),
                new ClientAnswer(requestId, new PacketData("\"yes\"")),
                new ClientAnswer(
                        requestId,
                        new PacketData("{\"_placeholder\":true,\"num\":0}", List.of(ByteBuffer.wrap(new byte[] {7})))));
    }

    private static SocketState socket(String id) {
        JsonObject handshake = Json.createObjectBuilder()
                .add("headers", Json.createObjectBuilder().add("user-agent", "tck"))
                .add("time", "Fri Nov 20 2026 10:00:00 GMT+0000")
                .add("address", "127.0.0.1")
                .add("xdomain", false)
                .add("secure", true)
                .add("issued", 1_795_168_800_000L)
                .add("url", "/socket.io/?EIO=4&transport=polling")
                .add("query", Json.createObjectBuilder().add("EIO", "4").add("transport", "polling"))
                .add("auth", JsonValue.EMPTY_JSON_OBJECT)
                .build();
        JsonObject data =
                Json.createObjectBuilder().add("name", "Ada 😀").add("level", 3).build();
        return new SocketState(id, handshake, Set.of(id, "a", "b c"), data);
    }
}
