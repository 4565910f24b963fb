// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.RemoteSocket;
import ee.parley.impl.cluster.ClusterNamespace;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.spi.ClusterMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An operator on the sockets of one namespace, on this node and on the others. */
record Broadcast(LocalNamespace namespace, Audience audience, Delivery delivery) implements BroadcastOperator {
    /** The same in another namespace. */
    Broadcast of(LocalNamespace other) {
        return new Broadcast(other, audience, delivery);
    }

    private Broadcast with(Delivery other) {
        return new Broadcast(namespace, audience, other);
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
        return with(delivery.here());
    }

    @Override
    public Broadcast asVolatile() {
        return with(delivery.asVolatile());
    }

    @Override
    public Broadcast compress(boolean on) {
        return with(delivery.compressed(on));
    }

    @Override
    public Broadcast timeout(Duration longest) {
        return with(delivery.within(longest));
    }

    @Override
    public Broadcast afterCommit(boolean on) {
        return with(delivery.bound(on));
    }

    // Sending

    @Override
    public void emit(String event, Object... args) {
        Arguments written = namespace.write(event, args);
        List<Frame> frames = namespace.encode(OptionalLong.empty(), event, written);
        Optional<CommitQueue> transaction = namespace.transaction(delivery);
        if (transaction.isPresent()) {
            transaction.get().emit(frames, () -> send(event, written, frames));
        } else {
            send(event, written, frames);
        }
    }

    private void send(String event, Arguments written, List<Frame> frames) {
        namespace.send(audience, delivery.dispensable(), frames, others().map(others -> others.event(event, written)));
    }

    /** Sends what has been written before, at once. */
    void send(String event, Arguments written) {
        if (namespace.recovery() != null) {
            send(event, written, namespace.encode(OptionalLong.empty(), event, written));
            return;
        }
        others().ifPresent(others -> others.event(event, written).begin());
        send(OptionalLong.empty(), event, written, recipients());
    }

    private void send(OptionalLong ackId, String event, Arguments written, List<LocalSocket> sockets) {
        if (!sockets.isEmpty()) {
            List<Frame> frames = namespace.encode(ackId, event, written);
            namespace.inOrder(() -> sockets.forEach(socket -> socket.outbox().deliver(frames, delivery.dispensable())));
        }
    }

    @Override
    public <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, Object... args) {
        Arguments written = namespace.write(event, args);
        Optional<CommitQueue> transaction = namespace.transaction(delivery);
        Supplier<CompletionStage<List<T>>> request =
                () -> request(List.of(this), namespace.nextAckId(), type, event, written);
        return transaction.isPresent()
                ? transaction.get().emitWithAck(namespace.encode(OptionalLong.empty(), event, written), request)
                : request.get();
    }

    /** Asks the sockets that each of several operators reaches, under one id. */
    static <T> CompletionStage<List<T>> request(
            List<Broadcast> parts, long id, Class<T> type, String event, Arguments written) {
        record Part(Broadcast broadcast, List<LocalSocket> sockets, Optional<Others> others) {}
        List<Part> asked = parts.stream()
                .map(part -> new Part(part, part.recipients(), part.others()))
                .toList();
        List<LocalSocket> sockets =
                asked.stream().flatMap(part -> part.sockets().stream()).toList();
        int elsewhere =
                (int) asked.stream().filter(part -> part.others().isPresent()).count();
        Broadcast first = parts.get(0);
        BroadcastAck<T> ack =
                BroadcastAck.await(first.namespace, sockets, elsewhere, id, type, first.delivery.timeout());
        for (Part part : asked) {
            part.broadcast().send(OptionalLong.of(id), event, written, part.sockets());
            part.others().ifPresent(others -> others.ask(event, written, ack, ack.answer()));
        }
        return ack.answer();
    }

    // Queries and orders

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        List<RemoteSocket> here = List.copyOf(recipients());
        Optional<Others> others = others();
        return others.isEmpty() ? namespace.answered(here) : others.get().fetchSockets(here);
    }

    @Override
    public CompletionStage<Integer> countSockets() {
        int here = recipients().size();
        Optional<Others> others = others();
        return others.isEmpty() ? namespace.answered(here) : others.get().countSockets(here);
    }

    @Override
    public CompletionStage<Void> socketsJoin(String... rooms) {
        recipients().forEach(socket -> socket.join(rooms));
        return tell(others().map(
                        others -> new ClusterMessage.SocketsJoin(others.who(), new LinkedHashSet<>(List.of(rooms)))));
    }

    @Override
    public CompletionStage<Void> socketsLeave(String... rooms) {
        recipients().forEach(socket -> socket.leave(rooms));
        return tell(others().map(
                        others -> new ClusterMessage.SocketsLeave(others.who(), new LinkedHashSet<>(List.of(rooms)))));
    }

    @Override
    public CompletionStage<Void> disconnectSockets(boolean close) {
        recipients().forEach(socket -> socket.disconnect(close));
        return tell(others().map(others -> new ClusterMessage.DisconnectSockets(others.who(), close)));
    }

    private CompletionStage<Void> tell(Optional<ClusterMessage> order) {
        if (order.isPresent()) {
            return others().orElseThrow().tell(order.get());
        }
        Answer<Void> nobodyToTell = new Answer<>(namespace.handlers());
        nobodyToTell.complete(null);
        return nobodyToTell;
    }

    /** Who is reached now on this node. */
    List<LocalSocket> recipients() {
        List<LocalSocket> reached = audience.in(namespace.rooms());
        if (audience.but().isEmpty()) {
            return reached;
        }
        List<LocalSocket> others = new ArrayList<>(reached);
        others.removeIf(audience::leavesOut);
        return others;
    }

    /** Who is reached on other nodes; empty when nobody can be. */
    private Optional<Others> others() {
        Optional<ClusterNamespace> cluster = namespace.cluster();
        return cluster.isEmpty() || delivery.local()
                ? Optional.empty()
                : audience.elsewhere().map(who -> new Others(namespace, cluster.get(), who, delivery));
    }
}
