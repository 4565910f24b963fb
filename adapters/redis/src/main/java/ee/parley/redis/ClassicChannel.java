// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.ClassicHearing.OlderAnswer;
import ee.parley.redis.Subscription.Kind;
import ee.parley.redis.wire.ClassicWriter;
import ee.parley.redis.wire.Envelope;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.BroadcastRequest;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.CountSockets;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.ClusterMessage.RoomsCounted;
import ee.parley.spi.ClusterMessage.ServerAnswer;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.ClusterMessage.SocketsCounted;
import ee.parley.spi.ClusterMessage.SocketsFound;
import ee.parley.spi.OtherNodes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One namespace with the reference's classic adapter: one subscription for each of its channels, however many rooms. */
final class ClassicChannel implements ClusterChannel {
    private final ClassicExchange exchange;
    private final ClassicNames names;
    private final ClassicWriter writer;
    private final ClassicHearing hearing;
    private final List<Subscription> subscriptions;

    /** The one that this node is counted by. */
    private final Subscription presence;

    ClassicChannel(ClassicExchange exchange, String namespace, ClusterListener listener) {
        this.exchange = exchange;
        this.names = ClassicNames.of(exchange.key(), namespace);
        this.writer = new ClassicWriter(exchange.node(), namespace, exchange.json());
        this.hearing = new ClassicHearing(
                writer, names, listener, exchange.json(), exchange.link().outage());
        Link link = exchange.link();
        String node = exchange.node();
        // Redis is told in this order: whom it counts, hears everything already.
        this.subscriptions = List.of(
                link.subscribe(Kind.PATTERN, names.pattern(), hearing::broadcast),
                link.subscribe(Kind.CHANNEL, names.responses(), hearing::response),
                link.subscribe(Kind.CHANNEL, names.responses(node), hearing::response),
                link.subscribe(Kind.CHANNEL, names.parley(), hearing::parley));
        this.presence = link.subscribe(Kind.CHANNEL, names.requests(), hearing::request);
    }

    @Override
    public CompletionStage<Optional<String>> publish(ClusterMessage message) {
        if (hearing.closed()) {
            return CompletableFuture.failedFuture(new RedisUnavailableException("the channel is closed"));
        }
        requestId(message).ifPresent(hearing::asking);
        return send(message).thenApply(receivers -> Optional.empty());
    }

    private CompletableFuture<Long> send(ClusterMessage message) {
        if (message instanceof Broadcast broadcast) {
            return send(channel(broadcast.to().rooms()), writer.broadcast(broadcast));
        } else if (message instanceof CountSockets || message instanceof CountRooms) {
            return send(names.parley(), Envelope.write(exchange.node(), writer.namespace(), message, exchange.json()));
        }
        return send(names.requests(), writer.request(message));
    }

    private static Optional<String> requestId(ClusterMessage message) {
        if (message instanceof BroadcastRequest request) {
            return Optional.of(request.requestId());
        } else if (message instanceof FetchSockets fetch) {
            return Optional.of(fetch.requestId());
        } else if (message instanceof CountSockets count) {
            return Optional.of(count.requestId());
        } else if (message instanceof CountRooms count) {
            return Optional.of(count.requestId());
        } else if (message instanceof ServerSideEmit emit) {
            return emit.requestId();
        }
        return Optional.empty();
    }

    private String channel(Set<String> rooms) {
        return rooms.size() == 1 ? names.room(rooms.iterator().next()) : names.all();
    }

    @Override
    public CompletionStage<Void> respond(String node, ClusterMessage.Response response) {
        Optional<OlderAnswer> older =
                response instanceof SocketsFound found ? hearing.older(node, found) : Optional.empty();
        Optional<byte[]> body = older.isEmpty()
                ? Optional.of(writer.response(response))
                : older.get().of((SocketsFound) response);
        return body.map(bytes -> send(channel(node, response), bytes).<Void>thenApply(receivers -> null))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** The reference answers events of servers on the channel of all in any case. */
    private String channel(String node, ClusterMessage.Response response) {
        boolean parley = response instanceof SocketsCounted || response instanceof RoomsCounted;
        boolean specific = exchange.specificResponses() && !(response instanceof ServerAnswer);
        return !node.isEmpty() && (parley || specific) ? names.responses(node) : names.responses();
    }

    private CompletableFuture<Long> send(String channel, byte[] body) {
        return exchange.link().tell(body.length, redis -> redis.publish(channel, body));
    }

    /** Counts the others, once this node is counted itself. */
    @Override
    public CompletionStage<OtherNodes> otherNodes() {
        return presence.confirmed()
                .thenCompose(counted -> exchange.link().subscribers(false, names.requests(), names.parley()))
                .thenApply(counts -> others(counts.get(0), counts.get(1)));
    }

    /** A Parley node that has just come or gone may be in one count only. */
    private static OtherNodes others(long all, long parley) {
        int others = (int) Math.max(0, all - 1);
        return new OtherNodes(others, (int) Math.max(0, Math.min(others, all - parley)));
    }

    @Override
    public void roomOpened(String room) {
        hearing.roomOpened(room);
    }

    @Override
    public void roomClosed(String room) {
        hearing.roomClosed(room);
    }

    @Override
    public CompletionStage<Void> close() {
        hearing.close();
        CompletionStage<Void> gone = presence.close();
        for (Subscription each : subscriptions) {
            gone = gone.thenCombine(each.close(), (one, other) -> null);
        }
        return gone;
    }
}
