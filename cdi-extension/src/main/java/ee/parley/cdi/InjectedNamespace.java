// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.BroadcastOperator;
import ee.parley.ConnectMiddleware;
import ee.parley.EventListener;
import ee.parley.Namespace;
import ee.parley.Registration;
import ee.parley.RemoteSocket;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * An injected namespace: it may be injected before the server runs, and looks the real one up when it is used.
 *
 * <p>Serializable because it may stand in a bean of a session, which a container may move to another node.
 */
class InjectedNamespace implements Namespace, Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean child;
    private final transient Deployment deployment;

    /**
     * A namespace.
     *
     * @param name as a bean declares it
     * @param child whether it is that child of the declared one whose callback is running
     * @param deployment finds it
     */
    InjectedNamespace(String name, boolean child, Deployment deployment) {
        this.name = name;
        this.child = child;
        this.deployment = deployment;
    }

    /** Finds the server again, of the application that it has been read in. */
    Object readResolve() {
        return new InjectedNamespace(name, child, Deployment.current());
    }

    final Namespace namespace() {
        return child ? deployment.child(name) : deployment.namespace(name);
    }

    final String declared() {
        return name;
    }

    @Override
    public final String name() {
        return child ? namespace().name() : name;
    }

    @Override
    public Set<Socket> sockets() {
        return namespace().sockets();
    }

    @Override
    public Registration onConnection(Consumer<Socket> listener) {
        return namespace().onConnection(listener);
    }

    @Override
    public Registration onRoomEvent(Consumer<RoomEvent> listener) {
        return namespace().onRoomEvent(listener);
    }

    @Override
    public Registration use(ConnectMiddleware middleware) {
        return namespace().use(middleware);
    }

    @Override
    public BroadcastOperator to(String... rooms) {
        return namespace().to(rooms);
    }

    @Override
    public BroadcastOperator in(String... rooms) {
        return namespace().in(rooms);
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return namespace().except(rooms);
    }

    @Override
    public BroadcastOperator local() {
        return namespace().local();
    }

    @Override
    public BroadcastOperator asVolatile() {
        return namespace().asVolatile();
    }

    @Override
    public BroadcastOperator compress(boolean on) {
        return namespace().compress(on);
    }

    @Override
    public BroadcastOperator timeout(Duration timeout) {
        return namespace().timeout(timeout);
    }

    @Override
    public BroadcastOperator afterCommit(boolean on) {
        return namespace().afterCommit(on);
    }

    @Override
    public void emit(String event, Object... args) {
        namespace().emit(event, args);
    }

    @Override
    public <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, Object... args) {
        return namespace().emitWithAck(type, event, args);
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        return namespace().fetchSockets();
    }

    @Override
    public CompletionStage<Integer> countSockets() {
        return namespace().countSockets();
    }

    @Override
    public CompletionStage<Map<String, Integer>> countRooms() {
        return namespace().countRooms();
    }

    @Override
    public void serverSideEmit(String event, Object... args) {
        namespace().serverSideEmit(event, args);
    }

    @Override
    public <T> CompletionStage<List<T>> serverSideEmitWithAck(Class<T> type, String event, Object... args) {
        return namespace().serverSideEmitWithAck(type, event, args);
    }

    @Override
    public Registration onServerSideEvent(String event, EventListener listener) {
        return namespace().onServerSideEvent(event, listener);
    }

    @Override
    public CompletionStage<Void> socketsJoin(String... rooms) {
        return namespace().socketsJoin(rooms);
    }

    @Override
    public CompletionStage<Void> socketsLeave(String... rooms) {
        return namespace().socketsLeave(rooms);
    }

    @Override
    public CompletionStage<Void> disconnectSockets(boolean close) {
        return namespace().disconnectSockets(close);
    }

    @Override
    public String toString() {
        return "Namespace " + name;
    }
}
