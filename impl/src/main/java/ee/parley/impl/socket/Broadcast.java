// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.RemoteSocket;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.wire.engineio.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An operator on the sockets of one namespace. Without a cluster every socket is local, so {@link #local} changes nothing. */
record Broadcast(LocalNamespace namespace, Audience audience, Delivery delivery) implements BroadcastOperator {
    /** The same in another namespace. */
    Broadcast of(LocalNamespace other) {
        return new Broadcast(other, audience, delivery);
    }

    @Override
    public Broadcast to(String... rooms) {
        return new Broadcast(namespace, audience.including(rooms), delivery);
    }

    @Override
    public Broadcast in(String... rooms) {
        return to(rooms);
    }

    @Override
    public Broadcast except(String... rooms) {
        return new Broadcast(namespace, audience.excluding(rooms), delivery);
    }

    @Override
    public Broadcast local() {
        return this;
    }

    @Override
    public Broadcast asVolatile() {
        return new Broadcast(namespace, audience, delivery.asVolatile());
    }

    /** No transport compresses single messages yet, so there is nothing to switch. */
    @Override
    public Broadcast compress(boolean on) {
        return this;
    }

    @Override
    public Broadcast timeout(Duration longest) {
        return new Broadcast(namespace, audience, delivery.within(longest));
    }

    @Override
    public Broadcast afterCommit(boolean on) {
        return new Broadcast(namespace, audience, delivery.bound(on));
    }

    @Override
    public void emit(String event, Object... args) {
        List<Frame> frames = namespace.encode(OptionalLong.empty(), event, args);
        Optional<CommitQueue> transaction = namespace.transaction(delivery);
        if (transaction.isPresent()) {
            transaction.get().emit(frames, () -> send(frames));
        } else {
            send(frames);
        }
    }

    private void send(List<Frame> frames) {
        for (LocalSocket socket : audience.in(namespace.rooms())) {
            if (!audience.leavesOut(socket)) {
                socket.deliver(frames, delivery.dispensable());
            }
        }
    }

    @Override
    public <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, Object... args) {
        long id = namespace.nextAckId();
        List<Frame> frames = namespace.encode(OptionalLong.of(id), event, args);
        Optional<CommitQueue> transaction = namespace.transaction(delivery);
        return transaction.isPresent()
                ? transaction.get().emitWithAck(frames, () -> request(id, frames, type))
                : request(id, frames, type);
    }

    private <T> CompletionStage<List<T>> request(long id, List<Frame> frames, Class<T> type) {
        List<LocalSocket> sockets = recipients();
        CompletionStage<List<T>> answers = BroadcastAck.await(namespace, sockets, id, type, delivery.timeout());
        for (LocalSocket socket : sockets) {
            socket.deliver(frames, delivery.dispensable());
        }
        return answers;
    }

    /** Sends what has been written before, at once. */
    void send(OptionalLong ackId, String event, Arguments written, List<LocalSocket> sockets) {
        if (!sockets.isEmpty()) {
            List<Frame> frames = namespace.encode(ackId, event, written);
            sockets.forEach(socket -> socket.deliver(frames, delivery.dispensable()));
        }
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        return CompletableFuture.completedFuture(List.copyOf(recipients()));
    }

    @Override
    public CompletionStage<Void> socketsJoin(String... rooms) {
        recipients().forEach(socket -> socket.join(rooms));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> socketsLeave(String... rooms) {
        recipients().forEach(socket -> socket.leave(rooms));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> disconnectSockets(boolean close) {
        recipients().forEach(socket -> socket.disconnect(close));
        return CompletableFuture.completedFuture(null);
    }

    /** Who is reached now. */
    List<LocalSocket> recipients() {
        List<LocalSocket> reached = audience.in(namespace.rooms());
        if (audience.but().isEmpty()) {
            return reached;
        }
        List<LocalSocket> others = new ArrayList<>(reached);
        others.remove(audience.but().get());
        return others;
    }
}
