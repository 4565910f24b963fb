// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.Envelope;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.CountSockets;
import ee.parley.spi.OtherNodes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One namespace: events and changes as entries of a stream, requests and answers by publish/subscribe. */
final class StreamChannel implements ClusterChannel {
    private final StreamsExchange exchange;
    private final String namespace;
    private final ChannelNames names;
    private final Hearing hearing;
    private final Stream stream;
    private final Attendants attendants;

    StreamChannel(StreamsExchange exchange, String namespace, Hearing hearing, Stream stream) {
        this.exchange = exchange;
        this.namespace = namespace;
        this.names = exchange.names(namespace);
        this.hearing = hearing;
        this.stream = stream;
        this.attendants = new Attendants(exchange.link(), names, exchange.kind(), hearing, stream.reading());
    }

    Hearing hearing() {
        return hearing;
    }

    @Override
    public CompletionStage<Optional<String>> publish(ClusterMessage message) {
        if (hearing.closed()) {
            return CompletableFuture.failedFuture(new RedisUnavailableException("the channel is closed"));
        }
        if (message instanceof ClusterMessage.Request) {
            boolean ours = message instanceof CountSockets || message instanceof CountRooms;
            byte[] body = packed(message);
            return stream.publish(body.length, exchange.publish(ours ? names.parley() : names.all(), body));
        }
        return stream.add(
                StreamEntry.of(exchange.node(), namespace, message, exchange.json()),
                StreamSessions.isReplayed(message));
    }

    @Override
    public CompletionStage<Void> respond(String node, ClusterMessage.Response response) {
        byte[] body = packed(response);
        return exchange.link()
                .tell(body.length, exchange.publish(names.node(node), body))
                .thenAccept(receivers -> {});
    }

    private byte[] packed(ClusterMessage message) {
        return Envelope.pack(exchange.node(), namespace, message, exchange.json());
    }

    @Override
    public CompletionStage<OtherNodes> otherNodes() {
        return attendants.others();
    }

    @Override
    public CompletionStage<Void> close() {
        hearing.close();
        exchange.closed(namespace, this);
        return attendants.close();
    }
}
