// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import ee.parley.ClusterHealth;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.MessageCodec;
import ee.parley.spi.MessageCodec.Envelope;
import ee.parley.spi.OtherNodes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One node among those of its JVM. A message is encoded on the sender's thread and put into the {@link Inbox} of each other node;
 * whose threads decode it. Thread-safe.
 *
 * <p>Nodes say three things to each other: a message ({@code byte[]}), "I have left that namespace" ({@code String[]}), and "do
 * you have this namespace?" ({@code String}).
 */
final class JvmAdapter implements ClusterAdapter {
    /** Of one node: what more arrives while so much waits is lost. */
    static final int CAPACITY = 64 * 1024 * 1024;

    private final String id = UUID.randomUUID().toString();
    private final ConcurrentMap<String, JvmChannel> channels = new ConcurrentHashMap<>();
    private final LongAdder lost = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final Exchange exchange;

    /** Written once, by start. */
    private volatile @Nullable Inbox inbox;

    private volatile boolean closed;

    JvmAdapter(String cluster) {
        exchange = new Exchange(cluster, id);
    }

    @Override
    public void start(ClusterNode node) {
        Inbox opened = new Inbox(node.executor(), CAPACITY);
        inbox = opened;
        exchange.join(said -> hear(said, opened));
    }

    /** On the thread of another node, which must not be kept. */
    private boolean hear(Object said, Inbox to) {
        if (said instanceof byte[] message) {
            return to.offer(() -> receive(message), message.length);
        } else if (said instanceof String namespace) {
            return hearing(namespace).isPresent();
        } else if (said instanceof String[] left && left.length == 2) {
            to.add(() -> left(left[0], left[1]));
            return true;
        }
        malformed("a " + said.getClass().getName());
        return true;
    }

    private void receive(byte[] message) {
        Envelope envelope;
        try {
            envelope = MessageCodec.decode(message);
        } catch (MalformedMessageException e) {
            malformed(String.valueOf(e.getMessage()));
            return;
        }
        hearing(envelope.namespace())
                .ifPresent(
                        channel -> channel.listener().received(envelope.node(), envelope.message(), Optional.empty()));
    }

    private void left(String namespace, String node) {
        hearing(namespace).ifPresent(channel -> channel.listener().left(node));
    }

    /** The channel, once it hears: nobody must count one that does not, and wait for it. */
    private Optional<JvmChannel> hearing(String namespace) {
        return Optional.ofNullable(channels.get(namespace)).filter(JvmChannel::isHearing);
    }

    private void malformed(String flaw) {
        malformed.increment();
        JvmLog.malformed(flaw);
    }

    @Override
    public ClusterChannel open(String namespace, ClusterListener listener) {
        JvmChannel channel = new JvmChannel(this, namespace, listener);
        if (closed || channels.putIfAbsent(namespace, channel) != null) {
            throw new IllegalStateException(closed ? "closed" : namespace + " is open already");
        }
        afterWhatWaits().thenRun(channel::hear);
        return channel;
    }

    /** To one node, or to all others. Whether none of them has lost it. */
    boolean send(String namespace, ClusterMessage message, Optional<String> only) {
        byte[] bytes = MessageCodec.encode(new Envelope(namespace, id, Optional.empty(), message));
        List<Exchange.Peer> to = only.map(node -> List.of(exchange.peer(node))).orElseGet(exchange::others);
        boolean arrived = true;
        for (Exchange.Peer peer : to) {
            arrived &= peer.ask(bytes) != Exchange.Answer.NO;
        }
        return arrived;
    }

    void lost() {
        lost.increment();
    }

    OtherNodes othersWith(String namespace) {
        Set<String> ids = exchange.others().stream()
                .filter(peer -> peer.ask(namespace) == Exchange.Answer.YES)
                .map(Exchange.Peer::id)
                .collect(Collectors.toSet());
        return new OtherNodes(ids.size(), 0, ids);
    }

    /** Nobody tells the channel anything once this has completed. */
    CompletionStage<Void> leave(JvmChannel channel) {
        channels.remove(channel.namespace(), channel);
        exchange.others().forEach(peer -> peer.ask(new String[] {channel.namespace(), id}));
        return afterWhatWaits();
    }

    private CompletionStage<Void> afterWhatWaits() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Inbox to = inbox;
        if (to == null) {
            done.complete(null);
        } else {
            to.add(() -> done.complete(null));
        }
        return done.minimalCompletionStage();
    }

    @Override
    public ClusterHealth health() {
        boolean connected = inbox != null && !closed;
        return new ClusterHealth(
                connected,
                connected ? Optional.empty() : Optional.of(closed ? "closed" : "not started"),
                lost.sum(),
                malformed.sum());
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        List.copyOf(channels.values()).forEach(JvmChannel::close);
        exchange.leave();
        return afterWhatWaits();
    }
}
