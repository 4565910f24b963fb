// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.RemoteSocket;
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
    @Override
    public BroadcastOperator to(String... rooms) {
        return new Broadcast(namespace, audience.including(rooms), delivery);
    }

    @Override
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return new Broadcast(namespace, audience.excluding(rooms), delivery);
    }

    @Override
    public BroadcastOperator local() {
        return this;
    }

    @Override
    public BroadcastOperator asVolatile() {
        return new Broadcast(namespace, audience, delivery.asVolatile());
    }

    /** No transport compresses single messages yet, so there is nothing to switch. */
    @Override
    public BroadcastOperator compress(boolean on) {
        return this;
    }

    @Override
    public BroadcastOperator timeout(Duration longest) {
        return new Broadcast(namespace, audience, delivery.within(longest));
    }

    @Override
    public BroadcastOperator afterCommit(boolean on) {
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
        List<LocalSocket> sockets = sockets();
        CompletionStage<List<T>> answers = BroadcastAck.await(namespace, sockets, id, type, delivery.timeout());
        for (LocalSocket socket : sockets) {
            socket.deliver(frames, delivery.dispensable());
        }
        return answers;
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        return CompletableFuture.completedFuture(List.copyOf(sockets()));
    }

    @Override
    public CompletionStage<Void> socketsJoin(String... rooms) {
        sockets().forEach(socket -> socket.join(rooms));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> socketsLeave(String... rooms) {
        sockets().forEach(socket -> socket.leave(rooms));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> disconnectSockets(boolean close) {
        sockets().forEach(socket -> socket.disconnect(close));
        return CompletableFuture.completedFuture(null);
    }

    private List<LocalSocket> sockets() {
        List<LocalSocket> reached = audience.in(namespace.rooms());
        if (audience.but().isEmpty()) {
            return reached;
        }
        List<LocalSocket> others = new ArrayList<>(reached);
        others.remove(audience.but().get());
        return others;
    }
}
