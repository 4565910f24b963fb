// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.Handshake;
import ee.parley.Namespace;
import ee.parley.Socket;
import ee.parley.SocketData;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A socket with flags for what it sends. */
record SocketView(LocalSocket socket, Delivery delivery) implements View {
    @Override
    public Socket timeout(Duration longest) {
        return new SocketView(socket, delivery.within(longest));
    }

    /** No transport compresses single messages yet, so there is nothing to switch. */
    @Override
    public Socket compress(boolean on) {
        return this;
    }

    @Override
    public Socket asVolatile() {
        return new SocketView(socket, delivery.asVolatile());
    }

    @Override
    public Socket afterCommit(boolean on) {
        return new SocketView(socket, delivery.bound(on));
    }

    @Override
    public void emit(String event, Object... args) {
        socket.outbox().emit(delivery, event, args);
    }

    @Override
    public <T> CompletionStage<T> emitWithAck(Class<T> type, String event, Object... args) {
        return socket.outbox().emitWithAck(delivery, type, event, args);
    }

    @Override
    public BroadcastOperator broadcast() {
        return new Broadcast(socket.namespace(), Audience.everybodyBut(socket), delivery);
    }

    @Override
    public Namespace namespace() {
        return socket.namespace();
    }

    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public Handshake handshake() {
        return socket.handshake();
    }

    @Override
    public Optional<Principal> principal() {
        return socket.principal();
    }

    @Override
    public SocketData data() {
        return socket.data();
    }

    @Override
    public boolean connected() {
        return socket.connected();
    }

    @Override
    public Set<String> rooms() {
        return socket.rooms();
    }

    @Override
    public void join(String... rooms) {
        socket.join(rooms);
    }

    @Override
    public void leave(String... rooms) {
        socket.leave(rooms);
    }

    @Override
    public void disconnect(boolean close) {
        socket.disconnect(close);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof View view && view.socket() == socket;
    }

    @Override
    public int hashCode() {
        return socket.hashCode();
    }

    @Override
    public String toString() {
        return socket.toString();
    }
}
