// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.Envelope;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.MalformedMessageException;
import java.util.Optional;

/** What this node hears about one namespace, until it is closed. Thread-safe. */
final class Hearing implements Subscription.Receiver {
    private final String node;
    private final String namespace;
    private final ClusterListener listener;
    private final JsonTexts json;
    private final Outage outage;
    private volatile boolean closed;

    Hearing(String node, String namespace, ClusterListener listener, JsonTexts json, Outage outage) {
        this.node = node;
        this.namespace = namespace;
        this.listener = listener;
        this.json = json;
        this.outage = outage;
    }

    @Override
    public void received(String channel, byte[] body) {
        try {
            Envelope envelope = Envelope.read(body, json);
            // The channel of a room may have the name of another namespace's channel.
            if (envelope.namespace().equals(namespace)) {
                envelope.message().ifPresent(message -> tell(envelope.node(), message, Optional.empty()));
            }
        } catch (MalformedMessageException e) {
            outage.malformed(channel, String.valueOf(e.getMessage()));
        }
    }

    void tell(String from, ClusterMessage message, Optional<String> offset) {
        if (!closed && !from.equals(node)) {
            listener.received(from, message, offset);
        }
    }

    /** Returns whether the channel is closed: then nothing is said on it, either. */
    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
