// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

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
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes messages of the {@code data} that other nodes have sent, of which nothing is trusted. */
public final class MessageReader {
    private static final PacketData NOTHING = new PacketData("null");

    /** Where the flag is missing: that of the reference's other requests. */
    private static final long TIMEOUT_MILLIS = 5_000;

    private MessageReader() {}

    static int type(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new MalformedMessageException("no type");
        }
        return (int) number;
    }

    /**
     * Returns the message of a type.
     *
     * @param type one of {@link MessageType}, or anything
     * @param received its data
     * @throws MalformedMessageException when there is none of that type with these data
     */
    public static ClusterMessage message(int type, Received received) {
        Fields data = new Fields(received.members());
        return switch (type) {
            case MessageType.BROADCAST -> broadcast(data);
            case MessageType.SOCKETS_JOIN -> new SocketsJoin(data.selection(), data.rooms());
            case MessageType.SOCKETS_LEAVE -> new SocketsLeave(data.selection(), data.rooms());
            case MessageType.DISCONNECT_SOCKETS -> new DisconnectSockets(data.selection(), data.isTrue("close"));
            case MessageType.FETCH_SOCKETS -> new FetchSockets(data.requestId(), data.selection());
            case MessageType.FETCH_SOCKETS_RESPONSE ->
                new SocketsFound(data.requestId(), sockets(data.required("sockets")));
            case MessageType.SERVER_SIDE_EMIT ->
                new ServerSideEmit(data.optionalRequestId(), event(data.required("packet")));
            case MessageType.SERVER_SIDE_EMIT_RESPONSE -> new ServerAnswer(data.requestId(), data.value("packet"));
            case MessageType.BROADCAST_CLIENT_COUNT -> new ClientCount(data.requestId(), data.count("clientCount"));
            case MessageType.BROADCAST_ACK -> new ClientAnswer(data.requestId(), data.value("packet"));
            case MessageType.COUNT_SOCKETS -> new CountSockets(data.requestId(), data.selection());
            case MessageType.SOCKETS_COUNTED -> new SocketsCounted(data.requestId(), data.count("count"));
            case MessageType.COUNT_ROOMS -> new CountRooms(data.requestId());
            case MessageType.ROOMS_COUNTED -> new RoomsCounted(data.requestId(), counts(data.required("rooms")));
            default -> throw new MalformedMessageException("unknown type " + type);
        };
    }

    /** Returns an event: an array that begins with its name. */
    public static PacketData event(Received received) {
        List<Received> elements = received.elements();
        if (elements.isEmpty()) {
            throw new MalformedMessageException("an event without a name");
        }
        elements.get(0).name();
        return received.data();
    }

    /** Returns who {@code {rooms, except}} selects. */
    public static Selection selection(Received received) {
        Map<String, Received> opts = received.members();
        return new Selection(names(opts.get("rooms")), names(opts.get("except")));
    }

    /** Returns the sockets of a node. */
    public static List<SocketState> sockets(Received received) {
        return received.elements().stream().map(MessageReader::socket).toList();
    }

    private static SocketState socket(Received received) {
        Map<String, Received> members = received.members();
        Fields socket = new Fields(members);
        return new SocketState(
                socket.required("id").text(),
                object(members.get("handshake")),
                names(members.get("rooms")),
                object(members.get("data")));
    }

    private static ClusterMessage broadcast(Fields data) {
        Received opts = data.required("opts");
        Selection to = selection(opts);
        Fields flags = new Fields(Optional.ofNullable(opts.members().get("flags"))
                .map(Received::members)
                .orElse(Map.of()));
        PacketData event = event(data.required("packet").member("data"));
        boolean dispensable = flags.isTrue("volatile");
        boolean compress = !flags.isFalse("compress");
        return data.optionalRequestId()
                .<ClusterMessage>map(id -> new BroadcastRequest(id, to, event, dispensable, compress, flags.timeout()))
                .orElseGet(() -> new Broadcast(to, event, dispensable, compress));
    }

    /** JavaScript leaves out what is undefined: no rooms are an empty set. */
    private static Set<String> names(@Nullable Received received) {
        Set<String> names = new HashSet<>();
        if (received != null) {
            received.elements().forEach(element -> names.add(element.name()));
        }
        return names;
    }

    private static JsonObject object(@Nullable Received received) {
        return received == null ? JsonValue.EMPTY_JSON_OBJECT : received.object();
    }

    private static Map<String, Integer> counts(Received received) {
        Map<String, Integer> counts = new HashMap<>();
        received.members().forEach((room, count) -> counts.put(room, count(count)));
        return counts;
    }

    private static int count(Received received) {
        long count = received.number();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new MalformedMessageException("no count");
        }
        return (int) count;
    }

    /** The members of a map, by what they mean. */
    private record Fields(Map<String, Received> members) {
        Received required(String name) {
            Received member = members.get(name);
            if (member == null) {
                throw new MalformedMessageException("no " + name);
            }
            return member;
        }

        Selection selection() {
            return MessageReader.selection(required("opts"));
        }

        Set<String> rooms() {
            return names(required("rooms"));
        }

        String requestId() {
            return required("requestId").text();
        }

        Optional<String> optionalRequestId() {
            return Optional.ofNullable(members.get("requestId"))
                    .filter(id -> !id.isNull())
                    .map(Received::text);
        }

        PacketData value(String name) {
            Received member = members.get(name);
            return member == null ? NOTHING : member.data();
        }

        int count(String name) {
            return MessageReader.count(required(name));
        }

        boolean isTrue(String name) {
            Received member = members.get(name);
            return member != null && member.isTrue();
        }

        boolean isFalse(String name) {
            Received member = members.get(name);
            return member != null && member.isFalse();
        }

        Duration timeout() {
            Received member = members.get("timeout");
            long millis = member == null || member.isNull() ? TIMEOUT_MILLIS : member.number();
            return Duration.ofMillis(Math.max(0, Math.min(millis, Integer.MAX_VALUE)));
        }
    }
}
