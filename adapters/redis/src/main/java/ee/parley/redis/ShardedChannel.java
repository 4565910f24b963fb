// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.Envelope;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.CountSockets;
import ee.parley.spi.OtherNodes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** One namespace on shard channels: one for all nodes, one for this node, and one for each room that this node has. */
final class ShardedChannel implements ClusterChannel {
    private final ShardedExchange exchange;
    private final String namespace;
    private final ChannelNames names;
    private final Hearing hearing;
    private final Attendants attendants;
    private final Map<String, Subscription> rooms = new ConcurrentHashMap<>();

    ShardedChannel(ShardedExchange exchange, String namespace, Hearing hearing) {
        this.exchange = exchange;
        this.namespace = namespace;
        this.names = exchange.names(namespace);
        this.hearing = hearing;
        this.attendants = new Attendants(
                exchange.link(), names, Subscription.Kind.SHARD, hearing, CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletionStage<Optional<String>> publish(ClusterMessage message) {
        if (hearing.closed()) {
            return CompletableFuture.failedFuture(new RedisUnavailableException("the channel is closed"));
        }
        return send(channel(message), message).thenApply(done -> Optional.empty());
    }

    /** What only Parley nodes understand goes where only they hear it. */
    private String channel(ClusterMessage message) {
        if (message instanceof CountSockets || message instanceof CountRooms) {
            return names.parley();
        }
        return exchange.rooms().roomOf(message).map(names::room).orElse(names.all());
    }

    @Override
    public CompletionStage<Void> respond(String node, ClusterMessage.Response response) {
        return send(names.node(node), response);
    }

    private CompletableFuture<Void> send(String channel, ClusterMessage message) {
        byte[] body = Envelope.write(exchange.node(), namespace, message, exchange.json());
        return exchange.link()
                .tell(body.length, redis -> redis.spublish(channel, body))
                .thenAccept(receivers -> {});
    }

    @Override
    public CompletionStage<OtherNodes> otherNodes() {
        return attendants.others();
    }

    @Override
    public void roomOpened(String room) {
        String channel = names.room(room);
        // Whoever names a room as a node is named would be told everything twice.
        if (exchange.rooms().has(room) && !channel.equals(names.own())) {
            rooms.computeIfAbsent(room, name -> exchange.link().subscribe(Subscription.Kind.SHARD, channel, hearing));
            if (hearing.closed()) {
                roomClosed(room);
            }
        }
    }

    @Override
    public void roomClosed(String room) {
        Subscription subscription = rooms.remove(room);
        if (subscription != null) {
            subscription.close();
        }
    }

    @Override
    public CompletionStage<Void> close() {
        hearing.close();
        rooms.keySet().forEach(this::roomClosed);
        return attendants.close();
    }
}
