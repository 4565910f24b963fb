// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Handshake;
import ee.parley.RemoteSocket;
import ee.parley.SocketData;
import ee.parley.SocketDisconnectedException;
import ee.parley.spi.SocketState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A socket of another node: what it was when its node was asked, and the way to it, by the room that only it is in. */
final class RemoteMember implements RemoteSocket {
    private final LocalNamespace namespace;
    private final SocketState state;
    private final Delivery delivery;
    private final Handshake handshake;
    private final SocketData data;

    RemoteMember(LocalNamespace namespace, SocketState state, Delivery delivery) {
        this.namespace = namespace;
        this.state = state;
        this.delivery = delivery;
        this.handshake = new RemoteHandshake(state.handshake());
        this.data = new CopiedData(state.data(), namespace.payloads());
    }

    private Broadcast itself() {
        return new Broadcast(namespace, Audience.EVERYBODY.including(state.id()), delivery);
    }

    @Override
    public String id() {
        return state.id();
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Set<String> rooms() {
        return state.rooms();
    }

    @Override
    public SocketData data() {
        return data;
    }

    @Override
    public void join(String... rooms) {
        var unused = itself().socketsJoin(rooms);
    }

    @Override
    public void leave(String... rooms) {
        var unused = itself().socketsLeave(rooms);
    }

    @Override
    public void emit(String event, Object... args) {
        itself().emit(event, args);
    }

    @Override
    public <T> CompletionStage<T> emitWithAck(Class<T> type, String event, Object... args) {
        return itself().emitWithAck(type, event, args).thenApply(answers -> {
            if (answers.isEmpty()) {
                throw new SocketDisconnectedException();
            }
            return answers.get(0);
        });
    }

    @Override
    public RemoteSocket timeout(Duration timeout) {
        return new RemoteMember(namespace, state, delivery.within(timeout));
    }

    @Override
    public RemoteSocket afterCommit(boolean on) {
        return new RemoteMember(namespace, state, delivery.bound(on));
    }

    @Override
    public void disconnect(boolean close) {
        var unused = itself().disconnectSockets(close);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemoteMember member && member.id().equals(id()) && member.namespace == namespace;
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return "RemoteSocket[" + id() + " in " + namespace.name() + "]";
    }
}
