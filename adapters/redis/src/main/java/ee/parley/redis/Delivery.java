// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.EmitterWriter;
import ee.parley.redis.wire.Envelope;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import io.lettuce.core.XAddArgs;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** How a program that is no node reaches the nodes: one way for each {@link RedisMode}. Thread-safe. */
interface Delivery {
    /** Completes when Redis has the message. */
    CompletionStage<?> deliver(String namespace, ClusterMessage message);

    static Delivery classic(Link link, String key, JsonTexts json) {
        return (namespace, message) -> {
            ClassicNames names = ClassicNames.of(key, namespace);
            EmitterWriter writer = new EmitterWriter(namespace, json);
            if (message instanceof Broadcast broadcast) {
                Set<String> rooms = broadcast.to().rooms();
                String channel = rooms.size() == 1 ? names.room(rooms.iterator().next()) : names.all();
                byte[] body = writer.broadcast(broadcast);
                return link.tell(body.length, redis -> redis.publish(channel, body));
            }
            byte[] body = writer.request(message);
            return link.tell(body.length, redis -> redis.publish(names.requests(), body));
        };
    }

    static Delivery sharded(Link link, String key, RoomChannels rooms, JsonTexts json) {
        return (namespace, message) -> {
            ChannelNames names = ChannelNames.of(key, namespace, Envelope.EMITTER);
            String channel = rooms.roomOf(message).map(names::room).orElse(names.all());
            byte[] body = Envelope.write(Envelope.EMITTER, namespace, message, json);
            return link.tell(body.length, redis -> redis.spublish(channel, body));
        };
    }

    /** Everything becomes an entry: nothing that it says is answered. */
    static Delivery streams(Link link, StreamOptions options, JsonTexts json) {
        return (namespace, message) -> {
            Map<String, byte[]> fields = StreamEntry.of(Envelope.EMITTER, namespace, message, json);
            int bytes = fields.values().stream().mapToInt(value -> value.length).sum();
            XAddArgs limit = XAddArgs.Builder.maxlen(options.maxLength()).approximateTrimming();
            return link.tell(bytes, redis -> redis.xadd(options.streamOf(namespace), limit, fields));
        };
    }
}
