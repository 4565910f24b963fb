// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

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
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jspecify.annotations.Nullable;

/**
 * One member of a JGroups group. Each message goes to each member that has its namespace, in the one order that JGroups keeps
 * between two members; multicasts and unicasts would have an order each. Thread-safe.
 */
final class JGroupsAdapter implements ClusterAdapter {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Makes a channel that is not connected yet. */
    interface Channels {
        JChannel make() throws Exception;
    }

    private final String cluster;
    private final Channels make;
    private final ConcurrentMap<String, GroupChannel> channels = new ConcurrentHashMap<>();
    private final LongAdder lost = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final Group group = new Group(() -> Set.copyOf(channels.keySet()), new Members());
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Written once, by start. */
    private volatile @Nullable ClusterNode node;

    /** Written by whoever connects, one at a time. */
    private volatile @Nullable JChannel jgroups;

    private volatile String problem = "not connected yet";
    private final AtomicBoolean closed = new AtomicBoolean();

    JGroupsAdapter(String cluster, Channels make) {
        this.cluster = cluster;
        this.make = make;
    }

    @Override
    public void start(ClusterNode own) {
        node = own;
        own.executor().execute(() -> connect(own, FIRST_PAUSE));
    }

    private void connect(ClusterNode own, Duration pause) {
        if (closed.get()) {
            return;
        }
        JChannel channel = null;
        try {
            channel = make.make();
            channel.setDiscardOwnMessages(true);
            channel.setReceiver(new Ears(channel));
            jgroups = channel;
            channel.connect(cluster);
            JGroupsLog.connected(cluster, String.valueOf(channel.getAddress()));
        } catch (Exception e) {
            if (channel != null) {
                channel.close();
            }
            problem = String.valueOf(e.getMessage());
            JGroupsLog.cannotConnect(cluster, e, pause);
            Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            own.schedule(pause, () -> elsewhere(own, () -> connect(own, next)));
        }
        if (closed.get() && channel != null) {
            channel.close();
        }
    }

    /** On a thread that may wait; on the caller's when the application is stopping and has no other. */
    private static void elsewhere(ClusterNode own, Runnable task) {
        try {
            own.executor().execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** What JGroups tells, on threads of its own. */
    private final class Ears implements Receiver {
        private final JChannel channel;

        Ears(JChannel channel) {
            this.channel = channel;
        }

        @Override
        public void viewAccepted(View view) {
            if (!closed.get()) {
                group.view(view.getMembers().stream()
                        .filter(member -> !member.equals(channel.getAddress()))
                        .toList());
            }
        }

        @Override
        public void receive(Message message) {
            try {
                if (!message.hasArray()) {
                    throw new MalformedMessageException("no bytes");
                }
                hear(message.getSrc(), Said.of(message.getArray(), message.getOffset(), message.getLength()));
            } catch (MalformedMessageException e) {
                malformed.increment();
                JGroupsLog.malformed(id(message.getSrc()), String.valueOf(e.getMessage()));
            }
        }
    }

    private void hear(Address from, Said said) {
        if (!(said instanceof Said.Message message)) {
            group.heard(from, said);
            return;
        }
        Envelope envelope = MessageCodec.decode(message.bytes());
        GroupChannel channel = channels.get(envelope.namespace());
        if (channel != null) {
            try {
                channel.listener().received(id(from), envelope.message(), Optional.empty());
            } catch (RuntimeException | Error failure) {
                // What comes behind it must be told all the same.
                JGroupsLog.listenerFailed(failure);
            }
        }
    }

    /** Who sent something is what JGroups says, never what is in the message. */
    private static String id(Address member) {
        return member instanceof org.jgroups.util.UUID uuid ? uuid.toStringLong() : String.valueOf(member);
    }

    private final class Members implements Group.Observer {
        @Override
        public void left(String namespace, String member) {
            GroupChannel channel = channels.get(namespace);
            if (channel != null) {
                channel.listener().left(member);
            }
        }

        @Override
        public Peer meet(Address member) {
            return new Peer(id(member), new Outbox(id(member), bytes -> send(member, bytes), own().executor(), lost));
        }

        @Override
        public void later(Duration delay, Runnable task) {
            own().schedule(delay, task);
        }
    }

    private ClusterNode own() {
        ClusterNode own = node;
        if (own == null) {
            throw new IllegalStateException("not started");
        }
        return own;
    }

    private void send(Address member, byte[] bytes) throws Exception {
        JChannel channel = jgroups;
        if (channel != null) {
            channel.send(new BytesMessage(member, bytes));
        }
    }

    @Override
    public ClusterChannel open(String namespace, ClusterListener listener) {
        GroupChannel channel = new GroupChannel(this, namespace, listener);
        if (closed.get() || channels.putIfAbsent(namespace, channel) != null) {
            throw new IllegalStateException(closed.get() ? "closed" : namespace + " is open already");
        }
        group.opened(namespace);
        return channel;
    }

    CompletionStage<Optional<String>> publish(String namespace, ClusterMessage message) {
        if (!connected()) {
            return refused(problem);
        }
        byte[] bytes = bytes(namespace, message);
        boolean room = true;
        for (Peer peer : group.peers()) {
            room &= !peer.has(namespace) || peer.outbox().offer(bytes);
        }
        return room ? CompletableFuture.completedStage(Optional.empty()) : refused("a node is too slow");
    }

    CompletionStage<Optional<String>> respond(String namespace, String to, ClusterMessage.Response response) {
        for (Peer peer : group.peers()) {
            if (peer.id().equals(to)) {
                return peer.outbox().offer(bytes(namespace, response))
                        ? CompletableFuture.completedStage(Optional.empty())
                        : refused("the node is too slow");
            }
        }
        return refused("the node is gone");
    }

    private static byte[] bytes(String namespace, ClusterMessage message) {
        return Said.bytes(
                new Said.Message(MessageCodec.encode(new Envelope(namespace, "", Optional.empty(), message))));
    }

    CompletionStage<Optional<String>> refused(String why) {
        lost.increment();
        return CompletableFuture.failedStage(new IllegalStateException(why));
    }

    CompletionStage<OtherNodes> othersWith(String namespace) {
        Set<String> ids = new HashSet<>();
        for (Peer peer : group.peers()) {
            if (peer.has(namespace)) {
                ids.add(peer.id());
            }
        }
        return CompletableFuture.completedStage(new OtherNodes(ids.size(), 0, ids));
    }

    void leave(GroupChannel channel) {
        channels.remove(channel.namespace(), channel);
        group.closed(channel.namespace(), () -> channel.left().complete(null));
    }

    private boolean connected() {
        JChannel channel = jgroups;
        return !closed.get() && channel != null && channel.isConnected();
    }

    @Override
    public ClusterHealth health() {
        boolean connected = connected();
        return new ClusterHealth(
                connected,
                connected ? Optional.empty() : Optional.of(closed.get() ? "closed" : problem),
                lost.sum(),
                malformed.sum());
    }

    @Override
    public CompletionStage<Void> close() {
        if (closed.compareAndSet(false, true)) {
            List<GroupChannel> open = List.copyOf(channels.values());
            open.forEach(GroupChannel::close);
            CompletionStage<Void> left = CompletableFuture.allOf(
                    open.stream().map(GroupChannel::left).toArray(CompletableFuture[]::new));
            left.whenComplete((done, failure) -> end());
        }
        return ended.minimalCompletionStage();
    }

    private void end() {
        ClusterNode own = node;
        if (own == null) {
            ended.complete(null);
            return;
        }
        elsewhere(own, () -> {
            JChannel channel = jgroups;
            if (channel != null) {
                channel.close();
            }
            group.view(List.of());
            ended.complete(null);
        });
    }
}
