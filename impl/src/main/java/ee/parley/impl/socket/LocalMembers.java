// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.cluster.Members;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.socketio.Packet;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What other nodes want of the sockets of this one. */
record LocalMembers(LocalNamespace namespace) implements Members {
    private List<LocalSocket> selected(Selection who) {
        return Audience.of(who).in(namespace.rooms());
    }

    @Override
    public void deliver(Selection to, PacketData event, boolean dispensable, Optional<String> offset) {
        Recovery recovery = namespace.recovery();
        if (recovery != null) {
            recovery.received(Audience.of(to), to, dispensable, namespace.encode(OptionalLong.empty(), event), offset);
            return;
        }
        List<LocalSocket> sockets = selected(to);
        if (!sockets.isEmpty()) {
            List<Frame> frames = namespace.encode(OptionalLong.empty(), event);
            sockets.forEach(socket -> socket.outbox().deliver(frames, dispensable));
        }
    }

    @Override
    public void ask(
            Selection to,
            PacketData event,
            boolean dispensable,
            Duration timeout,
            IntConsumer asked,
            Consumer<PacketData> answers) {
        List<LocalSocket> sockets = selected(to);
        asked.accept(sockets.size());
        if (sockets.isEmpty()) {
            return;
        }
        long id = namespace.nextAckId();
        List<Frame> frames = namespace.encode(OptionalLong.of(id), event);
        AtomicInteger outstanding = new AtomicInteger(sockets.size());
        CompletableFuture<Void> over = new CompletableFuture<>();
        PendingAcks.Waiting forward = new PendingAcks.Waiting() {
            @Override
            public void answered(LocalSocket by, Packet.Ack answer) {
                answers.accept(LocalNamespace.firstArgument(answer));
                countDown();
            }

            @Override
            public void left(LocalSocket socket) {
                // Whoever asked cannot be told: the formats of the reference have no word for it.
                countDown();
            }

            private void countDown() {
                if (outstanding.decrementAndGet() == 0) {
                    over.complete(null);
                }
            }
        };
        sockets.forEach(socket -> socket.acks().add(id, forward));
        Timers.Timeout timer = namespace.timers().schedule(timeout, () -> over.complete(null));
        var unused = over.thenRun(() -> {
            timer.cancel();
            sockets.forEach(socket -> socket.acks().forget(id));
        });
        namespace.inOrder(() -> sockets.forEach(socket -> socket.outbox().deliver(frames, dispensable)));
    }

    @Override
    public void join(Selection who, Set<String> rooms) {
        selected(who).forEach(socket -> namespace.rooms().join(socket, rooms));
    }

    @Override
    public void leave(Selection who, Set<String> rooms) {
        selected(who).forEach(socket -> namespace.rooms().leave(socket, rooms));
    }

    @Override
    public void disconnect(Selection who, boolean close) {
        selected(who).forEach(socket -> socket.disconnect(close));
    }

    @Override
    public int count(Selection who) {
        return selected(who).size();
    }

    @Override
    public Map<String, Integer> rooms() {
        return namespace.rooms().sizes();
    }

    @Override
    public List<SocketState> describe(Selection who) {
        return selected(who).stream().map(Description::of).toList();
    }

    @Override
    public void serverSideEvent(PacketData event, Optional<Consumer<PacketData>> answer) {
        namespace.serverSide().received(event, answer);
    }
}
