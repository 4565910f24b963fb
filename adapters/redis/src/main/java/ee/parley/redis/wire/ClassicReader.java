// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.DisconnectSockets;
import ee.parley.spi.ClusterMessage.ServerAnswer;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.ClusterMessage.SocketsLeave;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Understands what other nodes say with the reference's classic adapter, of which nothing is trusted: every method throws
 * {@link MalformedMessageException}, and nothing else.
 *
 * @param json reads and writes JSON
 */
public record ClassicReader(JsonTexts json) {
    /** The namespace of a packet that names none. */
    private static final String MAIN = "/";

    /**
     * A broadcast.
     *
     * @param node the id of the node that sent it
     * @param namespace the namespace whose sockets it is for
     */
    public record Sent(String node, String namespace, Broadcast broadcast) {}

    /** Returns what came on the channel of all or of a room. */
    public Sent broadcast(byte[] body) {
        List<Received> parts = Received.of(body, json).elements();
        if (parts.size() < 3) {
            throw new MalformedMessageException("no broadcast");
        }
        Map<String, Received> packet = parts.get(1).members();
        Received opts = parts.get(2);
        Received flags = opts.members().get("flags");
        Map<String, Received> set = flags == null || flags.isNull() ? Map.of() : flags.members();
        Broadcast broadcast = new Broadcast(
                MessageReader.selection(opts),
                MessageReader.event(required(packet, "data")),
                is(set, "volatile"),
                !isFalse(set, "compress"));
        return new Sent(parts.get(0).text(), text(packet, "nsp").orElse(MAIN), broadcast);
    }

    /** Returns what came on the request channel. */
    public ClassicRequest request(byte[] body) {
        Received received = Received.of(body, json);
        Map<String, Received> members = received.members();
        String node = text(members, "uid").orElse("");
        int type = MessageReader.type(required(members, "type").number());
        return switch (type) {
            case ClassicType.SOCKETS -> new ClassicRequest.SocketIds(node, id(members), names(members, "rooms"));
            case ClassicType.ALL_ROOMS -> new ClassicRequest.RoomNames(node, id(members));
            case ClassicType.JOIN, ClassicType.LEAVE, ClassicType.DISCONNECT ->
                members.containsKey("opts")
                        ? new ClassicRequest.Message(node, MessageReader.message(ofAll(type), received))
                        : one(node, type, members);
            case ClassicType.FETCH ->
                new ClassicRequest.Message(node, MessageReader.message(MessageType.FETCH_SOCKETS, received));
            case ClassicType.SERVER_SIDE_EMIT ->
                new ClassicRequest.Message(
                        node,
                        new ServerSideEmit(text(members, "requestId"), MessageReader.event(required(members, "data"))));
            case ClassicType.BROADCAST ->
                new ClassicRequest.Message(node, MessageReader.message(MessageType.BROADCAST, received));
            default -> throw new MalformedMessageException("unknown request " + type);
        };
    }

    private static int ofAll(int type) {
        return switch (type) {
            case ClassicType.JOIN -> MessageType.SOCKETS_JOIN;
            case ClassicType.LEAVE -> MessageType.SOCKETS_LEAVE;
            default -> MessageType.DISCONNECT_SOCKETS;
        };
    }

    private static ClassicRequest one(String node, int type, Map<String, Received> members) {
        String socket = required(members, "sid").text();
        Selection it = new Selection(Set.of(socket), Set.of());
        ClusterMessage order = switch (type) {
            case ClassicType.JOIN ->
                new SocketsJoin(it, Set.of(required(members, "room").name()));
            case ClassicType.LEAVE ->
                new SocketsLeave(it, Set.of(required(members, "room").name()));
            default -> new DisconnectSockets(it, is(members, "close"));
        };
        return new ClassicRequest.OneSocket(node, id(members), socket, order);
    }

    /**
     * Returns what came on a response channel, which is for another node as often as not.
     *
     * @param asked tells by its id whether a question is this node's
     * @return empty when it is the answer to another question
     */
    public Optional<ClusterMessage.Response> response(byte[] body, Predicate<String> asked) {
        Received received = Received.of(body, json);
        Map<String, Received> members = received.members();
        if (!asked.test(id(members))) {
            return Optional.empty();
        }
        Received type = members.get("type");
        if (type == null) {
            return found(received, members);
        }
        int number = MessageReader.type(type.number());
        return switch (number) {
            case ClassicType.SERVER_SIDE_EMIT -> Optional.of(new ServerAnswer(id(members), data(members)));
            case ClassicType.CLIENT_COUNT -> response(MessageType.BROADCAST_CLIENT_COUNT, received);
            case ClassicType.CLIENT_ANSWER -> response(MessageType.BROADCAST_ACK, received);
            case MessageType.SOCKETS_COUNTED, MessageType.ROOMS_COUNTED -> response(number, received);
            default -> throw new MalformedMessageException("unknown response " + number);
        };
    }

    /** Older questions are answered by ids instead of sockets, by rooms, or by nothing at all. */
    private static Optional<ClusterMessage.Response> found(Received received, Map<String, Received> members) {
        Received sockets = members.get("sockets");
        if (sockets == null || sockets.elements().stream().anyMatch(ClassicReader::isText)) {
            return Optional.empty();
        }
        return response(MessageType.FETCH_SOCKETS_RESPONSE, received);
    }

    private static boolean isText(Received received) {
        try {
            received.text();
            return true;
        } catch (MalformedMessageException other) {
            return false;
        }
    }

    private static Optional<ClusterMessage.Response> response(int type, Received received) {
        return Optional.of((ClusterMessage.Response) MessageReader.message(type, received));
    }

    private static PacketData data(Map<String, Received> members) {
        Received data = members.get("data");
        return data == null ? new PacketData("null") : data.data();
    }

    private static String id(Map<String, Received> members) {
        return required(members, "requestId").text();
    }

    private static Set<String> names(Map<String, Received> members, String name) {
        Set<String> names = new HashSet<>();
        required(members, name).elements().forEach(each -> names.add(each.name()));
        return names;
    }

    private static Optional<String> text(Map<String, Received> members, String name) {
        return Optional.ofNullable(members.get(name))
                .filter(each -> !each.isNull())
                .map(Received::text);
    }

    private static boolean is(Map<String, Received> members, String name) {
        Received member = members.get(name);
        return member != null && member.isTrue();
    }

    private static boolean isFalse(Map<String, Received> members, String name) {
        Received member = members.get(name);
        return member != null && member.isFalse();
    }

    private static Received required(Map<String, Received> members, String name) {
        Received member = members.get(name);
        if (member == null) {
            throw new MalformedMessageException("no " + name);
        }
        return member;
    }
}
