// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

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
import java.util.Optional;

/**
 * Messages as bytes, for adapters whose engine has no format of its own that other programs expect. Compact, exact for every
 * message, attachments as they are; begins with the number of its version.
 *
 * <p>A name is carried exactly, unpaired surrogates included, so that two names that differ here differ there.
 *
 * @apiNote Redis adapters have no use for it: they speak the formats of the Socket.IO project.
 * @since 0.1
 */
public final class MessageCodec {
    /** Raised whenever what older nodes would read changes. */
    private static final int VERSION = 1;

    private MessageCodec() {}

    /**
     * A message, and where it comes from.
     *
     * @param namespace the name of the namespace that it is about
     * @param node the id of the node that sent it
     * @param offset its offset; empty where messages have none, or the engine tells it apart
     * @param message the message
     * @since 0.1
     */
    public record Envelope(String namespace, String node, Optional<String> offset, ClusterMessage message) {}

    /**
     * Returns a message as bytes.
     *
     * @param envelope the message
     * @return new bytes, for {@link #decode}
     */
    public static byte[] encode(Envelope envelope) {
        ClusterMessage message = envelope.message();
        MessageWriter out = new MessageWriter();
        out.octet(VERSION);
        out.octet(Kind.of(message).code);
        out.text(envelope.namespace());
        out.text(envelope.node());
        out.optional(envelope.offset());
        if (message instanceof ClusterMessage.Response response) {
            encode(response, out);
        } else if (message instanceof ClusterMessage.Request request) {
            encode(request, out);
        } else if (message instanceof Broadcast broadcast) {
            out.selection(broadcast.to());
            out.data(broadcast.event());
            out.bool(broadcast.dispensable());
            out.bool(broadcast.compress());
        } else if (message instanceof SocketsJoin join) {
            out.selection(join.sockets());
            out.texts(join.rooms());
        } else if (message instanceof SocketsLeave leave) {
            out.selection(leave.sockets());
            out.texts(leave.rooms());
        } else if (message instanceof DisconnectSockets disconnect) {
            out.selection(disconnect.sockets());
            out.bool(disconnect.close());
        } else {
            throw new AssertionError(message);
        }
        return out.toByteArray();
    }

    private static void encode(ClusterMessage.Request message, MessageWriter out) {
        if (message instanceof BroadcastRequest broadcast) {
            out.text(broadcast.requestId());
            out.selection(broadcast.to());
            out.data(broadcast.event());
            out.bool(broadcast.dispensable());
            out.bool(broadcast.compress());
            out.duration(broadcast.timeout());
        } else if (message instanceof FetchSockets fetch) {
            out.text(fetch.requestId());
            out.selection(fetch.sockets());
        } else if (message instanceof CountSockets count) {
            out.text(count.requestId());
            out.selection(count.sockets());
        } else if (message instanceof CountRooms count) {
            out.text(count.requestId());
        } else if (message instanceof ServerSideEmit emit) {
            out.optional(emit.requestId());
            out.data(emit.event());
        } else {
            throw new AssertionError(message);
        }
    }

    private static void encode(ClusterMessage.Response message, MessageWriter out) {
        out.text(message.requestId());
        if (message instanceof SocketsFound found) {
            out.sockets(found.sockets());
        } else if (message instanceof SocketsCounted counted) {
            out.number(counted.count());
        } else if (message instanceof RoomsCounted counted) {
            out.counts(counted.rooms());
        } else if (message instanceof ServerAnswer answer) {
            out.data(answer.answer());
        } else if (message instanceof ClientCount count) {
            out.number(count.count());
        } else if (message instanceof ClientAnswer answer) {
            out.data(answer.answer());
        } else {
            throw new AssertionError(message);
        }
    }

    /**
     * Returns the message in bytes that came from anywhere.
     *
     * @param bytes what {@link #encode} may have made. Attachments of the message are parts of it: nobody changes it from now
     *     on
     * @return the message
     * @throws MalformedMessageException when it has not, or in a version unknown to this node
     */
    public static Envelope decode(byte[] bytes) {
        MessageReader in = new MessageReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new MalformedMessageException("version " + version + ", and this node knows " + VERSION + " only");
        }
        Kind kind = Kind.coded(in.octet());
        String namespace = in.text();
        String node = in.text();
        Optional<String> offset = in.optional();
        ClusterMessage message = message(kind, in);
        in.end();
        return new Envelope(namespace, node, offset, message);
    }

    private static ClusterMessage message(Kind kind, MessageReader in) {
        return switch (kind) {
            case BROADCAST -> new Broadcast(in.selection(), in.data(), in.bool(), in.bool());
            case SOCKETS_JOIN -> new SocketsJoin(in.selection(), in.texts());
            case SOCKETS_LEAVE -> new SocketsLeave(in.selection(), in.texts());
            case DISCONNECT_SOCKETS -> new DisconnectSockets(in.selection(), in.bool());
            case FETCH_SOCKETS -> new FetchSockets(in.text(), in.selection());
            case SOCKETS_FOUND -> new SocketsFound(in.text(), in.sockets());
            case SERVER_SIDE_EMIT -> new ServerSideEmit(in.optional(), in.data());
            case SERVER_ANSWER -> new ServerAnswer(in.text(), in.data());
            case CLIENT_COUNT -> new ClientCount(in.text(), in.number());
            case CLIENT_ANSWER -> new ClientAnswer(in.text(), in.data());
            case BROADCAST_REQUEST ->
                new BroadcastRequest(in.text(), in.selection(), in.data(), in.bool(), in.bool(), in.duration());
            case COUNT_SOCKETS -> new CountSockets(in.text(), in.selection());
            case SOCKETS_COUNTED -> new SocketsCounted(in.text(), in.number());
            case COUNT_ROOMS -> new CountRooms(in.text());
            case ROOMS_COUNTED -> new RoomsCounted(in.text(), in.counts());
        };
    }

    /** What the second byte says. Where the reference has a number for it, it is that. */
    private enum Kind {
        BROADCAST(3, Broadcast.class),
        SOCKETS_JOIN(4, SocketsJoin.class),
        SOCKETS_LEAVE(5, SocketsLeave.class),
        DISCONNECT_SOCKETS(6, DisconnectSockets.class),
        FETCH_SOCKETS(7, FetchSockets.class),
        SOCKETS_FOUND(8, SocketsFound.class),
        SERVER_SIDE_EMIT(9, ServerSideEmit.class),
        SERVER_ANSWER(10, ServerAnswer.class),
        CLIENT_COUNT(11, ClientCount.class),
        CLIENT_ANSWER(12, ClientAnswer.class),
        BROADCAST_REQUEST(64, BroadcastRequest.class),
        COUNT_SOCKETS(65, CountSockets.class),
        SOCKETS_COUNTED(66, SocketsCounted.class),
        COUNT_ROOMS(67, CountRooms.class),
        ROOMS_COUNTED(68, RoomsCounted.class);

        private static final Kind[] ALL = values();

        private final int code;
        private final Class<? extends ClusterMessage> type;

        Kind(int code, Class<? extends ClusterMessage> type) {
            this.code = code;
            this.type = type;
        }

        static Kind of(ClusterMessage message) {
            for (Kind kind : ALL) {
                if (kind.type == message.getClass()) {
                    return kind;
                }
            }
            throw new AssertionError(message);
        }

        static Kind coded(int code) {
            for (Kind kind : ALL) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new MalformedMessageException("no message is of kind " + code);
        }
    }
}
