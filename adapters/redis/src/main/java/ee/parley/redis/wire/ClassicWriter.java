// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.BroadcastRequest;
import ee.parley.spi.ClusterMessage.ClientAnswer;
import ee.parley.spi.ClusterMessage.ClientCount;
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
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What a node says with the reference's classic adapter, its members in the reference's order. Thread-safe.
 *
 * @param node the id of the node that says it
 * @param namespace the namespace that it is about
 */
public record ClassicWriter(String node, String namespace, JsonTexts json) {
    /** {@code EVENT} of the Socket.IO protocol. */
    private static final int EVENT = 2;

    /** Returns the body for the channel of all, or of a room. */
    public byte[] broadcast(Broadcast broadcast) {
        Draft out = new PackedDraft(json).list(3).text(node);
        packet(out, broadcast.event());
        opts(out, broadcast.to(), new Flags(broadcast.dispensable(), broadcast.compress(), Optional.empty()));
        return out.end().bytes();
    }

    /** Returns the body for the request channel. */
    public byte[] request(ClusterMessage message) {
        if (message instanceof SocketsJoin join) {
            return rooms(ClassicType.JOIN, join.sockets(), join.rooms());
        } else if (message instanceof SocketsLeave leave) {
            return rooms(ClassicType.LEAVE, leave.sockets(), leave.rooms());
        } else if (message instanceof DisconnectSockets disconnect) {
            Draft out = begin(4).key("type").number(ClassicType.DISCONNECT);
            opts(out.key("opts"), disconnect.sockets());
            return out.key("close").flag(disconnect.close()).end().bytes();
        } else if (message instanceof FetchSockets fetch) {
            Draft out = begin(4).key("requestId")
                    .text(fetch.requestId())
                    .key("type")
                    .number(ClassicType.FETCH);
            opts(out.key("opts"), fetch.sockets());
            return out.end().bytes();
        } else if (message instanceof ServerSideEmit emit) {
            Draft out = draft(emit.event()).map(emit.requestId().isPresent() ? 4 : 3);
            out.key("uid").text(node);
            emit.requestId().ifPresent(id -> out.key("requestId").text(id));
            out.key("type").number(ClassicType.SERVER_SIDE_EMIT);
            return out.key("data").data(emit.event()).end().bytes();
        } else if (message instanceof BroadcastRequest request) {
            return question(request);
        }
        throw new AssertionError(message);
    }

    private byte[] question(BroadcastRequest request) {
        Draft out = new PackedDraft(json).map(5).key("uid").text(node);
        out.key("requestId").text(request.requestId()).key("type").number(ClassicType.BROADCAST);
        packet(out.key("packet"), request.event());
        Flags flags = new Flags(request.dispensable(), request.compress(), Optional.of(request.timeout()));
        opts(out.key("opts"), request.to(), flags);
        return out.end().bytes();
    }

    private byte[] rooms(int type, Selection sockets, Set<String> rooms) {
        Draft out = begin(4).key("type").number(type);
        opts(out.key("opts"), sockets);
        return out.key("rooms").texts(rooms).end().bytes();
    }

    private Draft begin(int members) {
        return new JsonDraft(json).map(members).key("uid").text(node);
    }

    private Draft draft(PacketData data) {
        return data.attachments().isEmpty() ? new JsonDraft(json) : new PackedDraft(json);
    }

    private void packet(Draft out, PacketData event) {
        out.map(3).key("type").number(EVENT).key("data").data(event);
        out.key("nsp").text(namespace).end();
    }

    private static void opts(Draft out, Selection selection) {
        out.map(2).key("rooms").texts(selection.rooms());
        out.key("except").texts(selection.except()).end();
    }

    private static void opts(Draft out, Selection selection, Flags flags) {
        out.map(3).key("rooms").texts(selection.rooms());
        out.key("except").texts(selection.except());
        flags.write(out.key("flags"));
        out.end();
    }

    /** Returns the body for a response channel. */
    public byte[] response(ClusterMessage.Response response) {
        if (response instanceof SocketsFound found) {
            Draft out = done(found.requestId(), 2).key("sockets");
            MessageData.sockets(out, found.sockets());
            return out.end().bytes();
        } else if (response instanceof ClientCount count) {
            return type(new JsonDraft(json), ClassicType.CLIENT_COUNT, count)
                    .key("clientCount")
                    .number(count.count())
                    .end()
                    .bytes();
        } else if (response instanceof ClientAnswer answer) {
            return type(new PackedDraft(json), ClassicType.CLIENT_ANSWER, answer)
                    .key("packet")
                    .data(answer.answer())
                    .end()
                    .bytes();
        } else if (response instanceof ServerAnswer answer) {
            return type(draft(answer.answer()), ClassicType.SERVER_SIDE_EMIT, answer)
                    .key("data")
                    .data(answer.answer())
                    .end()
                    .bytes();
        } else if (response instanceof SocketsCounted counted) {
            return type(new JsonDraft(json), MessageType.SOCKETS_COUNTED, counted)
                    .key("count")
                    .number(counted.count())
                    .end()
                    .bytes();
        } else if (response instanceof RoomsCounted counted) {
            Draft out = type(new JsonDraft(json), MessageType.ROOMS_COUNTED, counted)
                    .key("rooms");
            out.map(counted.rooms().size());
            counted.rooms().forEach((room, count) -> out.key(room).number(count));
            return out.end().end().bytes();
        }
        throw new AssertionError(response);
    }

    private static Draft type(Draft out, int type, ClusterMessage.Response response) {
        return out.map(3).key("type").number(type).key("requestId").text(response.requestId());
    }

    /** Returns the response of older adapters that what they asked for is done. */
    public byte[] done(String requestId) {
        return done(requestId, 1).end().bytes();
    }

    /** Returns the response of older adapters that has nothing but names. */
    public byte[] names(String requestId, String member, Collection<String> names) {
        return done(requestId, 2).key(member).texts(names).end().bytes();
    }

    private Draft done(String requestId, int members) {
        return new JsonDraft(json).map(members).key("requestId").text(requestId);
    }
}
