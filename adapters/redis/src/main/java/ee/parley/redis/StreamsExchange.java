// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.SessionStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Streams for what is to be kept, publish/subscribe for the rest: {@code @socket.io/redis-streams-adapter} 0.3. */
final class StreamsExchange implements Exchange {
    private final Link link;
    private final String key;
    private final String node;
    private final StreamOptions options;
    private final Duration timeout;
    private final JsonTexts json = new JsonTexts();
    private final Map<String, StreamChannel> channels = new ConcurrentHashMap<>();
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final AtomicBoolean oldAdapterSeen = new AtomicBoolean();

    StreamsExchange(Link link, String key, String node, StreamOptions options, Duration timeout) {
        this.link = link;
        this.key = key;
        this.node = node;
        this.options = options;
        this.timeout = timeout;
    }

    @Override
    public ClusterChannel open(String namespace, ClusterListener listener) {
        Hearing hearing = new Hearing(node, namespace, listener, json, link.outage());
        StreamChannel channel = new StreamChannel(this, namespace, hearing, stream(namespace));
        channels.put(namespace, channel);
        return channel;
    }

    /** One that is read goes on being read: namespaces of clients come and go. */
    private Stream stream(String namespace) {
        return streams.computeIfAbsent(options.streamOf(namespace), this::start);
    }

    private Stream start(String name) {
        Publications own = new Publications(link.loop(), timeout);
        StreamReader reader = new StreamReader(name, options, node, link, own, (id, fields) -> take(name, id, fields));
        reader.start(link, timeout);
        return new Stream(name, options.maxLength(), link, own, reader);
    }

    private void take(String stream, EntryId id, Map<String, byte[]> fields) {
        StreamChannel channel = StreamEntry.namespace(fields).map(channels::get).orElse(null);
        if (channel == null) {
            return;
        }
        try {
            String from = StreamEntry.node(fields).orElseThrow(() -> new MalformedMessageException("no uid"));
            StreamEntry.message(fields, json)
                    .ifPresentOrElse(
                            message -> channel.hearing()
                                    .tell(
                                            from,
                                            message,
                                            StreamSessions.isReplayed(message)
                                                    ? Optional.of(id.toString())
                                                    : Optional.empty()),
                            () -> heartbeat(stream, from));
        } catch (MalformedMessageException e) {
            link.outage().malformed(stream, String.valueOf(e.getMessage()));
        }
    }

    private void heartbeat(String stream, String from) {
        if (oldAdapterSeen.compareAndSet(false, true)) {
            StreamsLog.oldAdapter(stream, from);
        }
    }

    void closed(String namespace, StreamChannel channel) {
        channels.remove(namespace, channel);
    }

    @Override
    public Optional<SessionStore> sessions() {
        return Optional.of(new StreamSessions(
                link,
                options,
                json,
                namespace -> Optional.ofNullable(streams.get(options.streamOf(namespace)))
                        .flatMap(Stream::position)));
    }

    @Override
    public void close() {
        streams.values().forEach(Stream::close);
    }

    Link link() {
        return link;
    }

    String node() {
        return node;
    }

    JsonTexts json() {
        return json;
    }

    ChannelNames names(String namespace) {
        return ChannelNames.of(key, namespace, node);
    }

    Subscription.Kind kind() {
        return options.sharded() ? Subscription.Kind.SHARD : Subscription.Kind.CHANNEL;
    }

    /** Publishes on a channel, not on the stream. */
    Command<Long> publish(String channel, byte[] body) {
        return options.sharded() ? redis -> redis.spublish(channel, body) : redis -> redis.publish(channel, body);
    }
}
