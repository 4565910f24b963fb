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
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The {@code data} of a message that is to be sent, its members in the reference's order.
 *
 * @param type the number of the message
 * @param members writes them
 */
public record MessageData(int type, Consumer<Draft> members) {
    /** {@code EVENT} of the Socket.IO protocol. */
    private static final int EVENT = 2;

    /** Writes the data, a map. */
    public void write(Draft out) {
        members.accept(out);
        out.end();
    }

    /** Returns whether there are bytes in a message. */
    public static boolean hasBytes(ClusterMessage message) {
        return event(message).map(data -> !data.attachments().isEmpty()).orElse(false);
    }

    private static Optional<PacketData> event(ClusterMessage message) {
        if (message instanceof Broadcast broadcast) {
            return Optional.of(broadcast.event());
        } else if (message instanceof BroadcastRequest request) {
            return Optional.of(request.event());
        } else if (message instanceof ServerSideEmit emit) {
            return Optional.of(emit.event());
        } else if (message instanceof ServerAnswer answer) {
            return Optional.of(answer.answer());
        } else if (message instanceof ClientAnswer answer) {
            return Optional.of(answer.answer());
        }
        return Optional.empty();
    }

    /** Returns how a message is written. */
    public static MessageData of(ClusterMessage message) {
        if (message instanceof ClusterMessage.Response response) {
            return response(response);
        } else if (message instanceof ClusterMessage.Request request) {
            return request(request);
        } else if (message instanceof Broadcast broadcast) {
            return new MessageData(MessageType.BROADCAST, out -> {
                event(out.map(2), broadcast.event());
                opts(out, broadcast.to(), new Flags(broadcast.dispensable(), broadcast.compress(), Optional.empty()));
            });
        } else if (message instanceof SocketsJoin join) {
            return new MessageData(MessageType.SOCKETS_JOIN, out -> {
                opts(out.map(2), join.sockets());
                out.key("rooms").texts(join.rooms());
            });
        } else if (message instanceof SocketsLeave leave) {
            return new MessageData(MessageType.SOCKETS_LEAVE, out -> {
                opts(out.map(2), leave.sockets());
                out.key("rooms").texts(leave.rooms());
            });
        } else if (message instanceof DisconnectSockets disconnect) {
            return new MessageData(MessageType.DISCONNECT_SOCKETS, out -> {
                opts(out.map(2), disconnect.sockets());
                out.key("close").flag(disconnect.close());
            });
        }
        throw new AssertionError(message);
    }

    private static MessageData request(ClusterMessage.Request message) {
        if (message instanceof BroadcastRequest request) {
            Flags flags = new Flags(request.dispensable(), request.compress(), Optional.of(request.timeout()));
            return new MessageData(MessageType.BROADCAST, out -> {
                event(out.map(3), request.event());
                id(out, request.requestId());
                opts(out, request.to(), flags);
            });
        } else if (message instanceof FetchSockets fetch) {
            return new MessageData(MessageType.FETCH_SOCKETS, out -> {
                opts(out.map(2), fetch.sockets());
                id(out, fetch.requestId());
            });
        } else if (message instanceof CountSockets count) {
            return new MessageData(MessageType.COUNT_SOCKETS, out -> {
                opts(out.map(2), count.sockets());
                id(out, count.requestId());
            });
        } else if (message instanceof CountRooms count) {
            return new MessageData(MessageType.COUNT_ROOMS, out -> id(out.map(1), count.requestId()));
        } else if (message instanceof ServerSideEmit emit) {
            return new MessageData(MessageType.SERVER_SIDE_EMIT, out -> {
                out.map(emit.requestId().isPresent() ? 2 : 1);
                emit.requestId().ifPresent(id -> id(out, id));
                out.key("packet").data(emit.event());
            });
        }
        throw new AssertionError(message);
    }

    private static MessageData response(ClusterMessage.Response message) {
        if (message instanceof SocketsFound found) {
            return new MessageData(MessageType.FETCH_SOCKETS_RESPONSE, out -> {
                id(out.map(2), found.requestId());
                sockets(out.key("sockets"), found.sockets());
            });
        } else if (message instanceof ServerAnswer answer) {
            return answer(MessageType.SERVER_SIDE_EMIT_RESPONSE, answer.requestId(), answer.answer());
        } else if (message instanceof ClientAnswer answer) {
            return answer(MessageType.BROADCAST_ACK, answer.requestId(), answer.answer());
        } else if (message instanceof ClientCount count) {
            return count(MessageType.BROADCAST_CLIENT_COUNT, count.requestId(), "clientCount", count.count());
        } else if (message instanceof SocketsCounted count) {
            return count(MessageType.SOCKETS_COUNTED, count.requestId(), "count", count.count());
        } else if (message instanceof RoomsCounted counted) {
            return new MessageData(MessageType.ROOMS_COUNTED, out -> {
                id(out.map(2), counted.requestId());
                out.key("rooms").map(counted.rooms().size());
                counted.rooms().forEach((room, count) -> out.key(room).number(count));
                out.end();
            });
        }
        throw new AssertionError(message);
    }

    private static MessageData answer(int type, String requestId, PacketData answer) {
        return new MessageData(type, out -> {
            id(out.map(2), requestId);
            out.key("packet").data(answer);
        });
    }

    private static MessageData count(int type, String requestId, String name, int count) {
        return new MessageData(type, out -> {
            id(out.map(2), requestId);
            out.key(name).number(count);
        });
    }

    private static void id(Draft out, String requestId) {
        out.key("requestId").text(requestId);
    }

    private static void event(Draft out, PacketData event) {
        out.key("packet")
                .map(2)
                .key("type")
                .number(EVENT)
                .key("data")
                .data(event)
                .end();
    }

    /** The sockets of a node, as the reference describes them. */
    public static void sockets(Draft out, List<SocketState> sockets) {
        out.list(sockets.size());
        for (SocketState socket : sockets) {
            out.map(4).key("id").text(socket.id());
            out.key("handshake").data(new PacketData(socket.handshake().toString()));
            out.key("rooms").texts(socket.rooms());
            out.key("data").data(new PacketData(socket.data().toString()));
            out.end();
        }
        out.end();
    }

    private static void opts(Draft out, Selection selection) {
        opts(out, selection, new Flags(false, true, Optional.empty()));
    }

    private static void opts(Draft out, Selection selection, Flags flags) {
        out.key("opts").map(3);
        out.key("rooms").texts(selection.rooms());
        out.key("except").texts(selection.except());
        flags.write(out.key("flags"));
        out.end();
    }
}
