// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.DisconnectSockets;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.ClusterMessage.SocketsLeave;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import java.util.Optional;
import java.util.Set;

/**
 * What a program that is no node says to nodes with the reference's classic adapter, as {@code @socket.io/redis-emitter} does.
 * Thread-safe.
 *
 * @param namespace the namespace that it is about
 */
public record EmitterWriter(String namespace, JsonTexts json) {
    /** {@code EVENT} of the Socket.IO protocol. */
    private static final int EVENT = 2;

    /** Returns the body for the channel of all, or of a room. */
    public byte[] broadcast(Broadcast broadcast) {
        Draft out = new PackedDraft(json).list(3).text(Envelope.EMITTER);
        out.map(3).key("type").number(EVENT).key("data").data(broadcast.event());
        out.key("nsp").text(namespace).end();
        out.map(3).key("rooms").texts(broadcast.to().rooms());
        new Flags(broadcast.dispensable(), broadcast.compress(), Optional.empty()).write(out.key("flags"));
        out.key("except").texts(broadcast.to().except()).end();
        return out.end().bytes();
    }

    /** Returns the body for the request channel. */
    public byte[] request(ClusterMessage message) {
        if (message instanceof SocketsJoin join) {
            return rooms(ClassicType.JOIN, join.sockets(), join.rooms());
        } else if (message instanceof SocketsLeave leave) {
            return rooms(ClassicType.LEAVE, leave.sockets(), leave.rooms());
        } else if (message instanceof DisconnectSockets disconnect) {
            Draft out = order(ClassicType.DISCONNECT, disconnect.sockets());
            return out.key("close").flag(disconnect.close()).end().bytes();
        } else if (message instanceof ServerSideEmit emit) {
            return event(emit.event());
        }
        throw new AssertionError(message);
    }

    private byte[] event(PacketData event) {
        Draft out = event.attachments().isEmpty() ? new JsonDraft(json) : new PackedDraft(json);
        out.map(3).key("uid").text(Envelope.EMITTER).key("type").number(ClassicType.SERVER_SIDE_EMIT);
        return out.key("data").data(event).end().bytes();
    }

    private byte[] rooms(int type, Selection sockets, Set<String> rooms) {
        return order(type, sockets).key("rooms").texts(rooms).end().bytes();
    }

    private Draft order(int type, Selection sockets) {
        Draft out = new JsonDraft(json).map(3).key("type").number(type);
        out.key("opts").map(2).key("rooms").texts(sockets.rooms());
        out.key("except").texts(sockets.except()).end();
        return out;
    }
}
