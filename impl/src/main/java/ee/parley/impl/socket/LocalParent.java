// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.ConnectMiddleware;
import ee.parley.EventListener;
import ee.parley.Handshake;
import ee.parley.Namespace;
import ee.parley.ParentNamespace;
import ee.parley.Registration;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import ee.parley.impl.payload.Arguments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A parent namespace, and its children on this node. Thread-safe. */
public final class LocalParent implements ParentNamespace, Operators {
    private final String name;
    private final NamespaceHandler handler;
    private final ChildNames names;

    /** Asked for each client, in place of the names. */
    private final @Nullable BiPredicate<String, Handshake> clients;

    /** Shared by all children, so that one id stands for the answers of the sockets of all of them. */
    private final AtomicLong ackIds = new AtomicLong();

    private final Registered<ConnectMiddleware> middleware = new Registered<>();
    private final Listeners<Socket> connections = new Listeners<>();
    private final Listeners<RoomEvent> roomEvents = new Listeners<>();

    /** A namespace that is in no list and has no sockets: what is narrowed down on it is then done in each child. */
    private final LocalNamespace model;

    private final ParentBroadcast everybody;

    /** Changed by {@link Namespaces} only, together with the names that exist. */
    private final Set<LocalNamespace> children = ConcurrentHashMap.newKeySet();

    LocalParent(
            Broker broker,
            String name,
            NamespaceHandler handler,
            ChildNames names,
            @Nullable BiPredicate<String, Handshake> clients) {
        this.name = name;
        this.handler = handler;
        this.names = names;
        this.clients = clients;
        this.model = new LocalNamespace(broker, name, handler);
        this.everybody = new ParentBroadcast(this, model.everybody());
    }

    /** What is to be known of a child of that name; empty when it is not one of ours, or not for that client. */
    Optional<?> match(String child, Optional<Handshake> client) {
        BiPredicate<String, Handshake> asked = clients;
        return asked == null
                ? names.match(child)
                : client.filter(handshake -> asked.test(child, handshake)).map(handshake -> child);
    }

    /** Tells whether a name may be one of ours. Callable on a lane. */
    boolean mayMatch(String child) {
        return clients != null || names.mayMatch(child);
    }

    /** Tells whether a client must be asked for even where the child exists. */
    boolean asksForEach() {
        return clients != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Namespace> children() {
        return Set.copyOf(children);
    }

    @Override
    public Set<Socket> sockets() {
        Set<Socket> sockets = new LinkedHashSet<>();
        children.forEach(child -> sockets.addAll(child.sockets()));
        return sockets;
    }

    @Override
    public Registration use(ConnectMiddleware added) {
        return middleware.add(added);
    }

    /** Who is asked before the gates of all children. */
    List<ConnectMiddleware> middleware() {
        return middleware.all();
    }

    @Override
    public Registration onConnection(Consumer<Socket> listener) {
        return connections.add(listener);
    }

    @Override
    public Registration onRoomEvent(Consumer<RoomEvent> listener) {
        return roomEvents.add(listener);
    }

    @Override
    public BroadcastOperator everybody() {
        return everybody;
    }

    @Override
    public void serverSideEmit(String event, Object... args) {
        Arguments written = model.write(event, args);
        children.forEach(child -> child.serverSide().emit(event, written));
    }

    @Override
    public <T> CompletionStage<List<T>> serverSideEmitWithAck(Class<T> type, String event, Object... args) {
        Arguments written = model.write(event, args);
        return Parts.join(
                model,
                children.stream()
                        .map(child -> child.serverSide().emitWithAck(type, event, written))
                        .toList(),
                parts -> parts.stream().flatMap(List::stream).toList());
    }

    @Override
    public Registration onServerSideEvent(String event, EventListener listener) {
        return model.onServerSideEvent(event, listener);
    }

    /** Who listens to the servers in all children. */
    ServerSide serverSide() {
        return model.serverSide();
    }

    @Override
    public CompletionStage<Map<String, Integer>> countRooms() {
        return Parts.join(
                model, children.stream().map(LocalNamespace::countRooms).toList(), RoomCount::sum);
    }

    /** The children themselves. */
    Set<LocalNamespace> family() {
        return children;
    }

    NamespaceHandler handler() {
        return handler;
    }

    AtomicLong ackIds() {
        return ackIds;
    }

    Listeners<Socket> connections() {
        return connections;
    }

    Listeners<RoomEvent> roomEvents() {
        return roomEvents;
    }

    @Override
    public String toString() {
        return name;
    }
}
