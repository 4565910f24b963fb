// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import ee.parley.DisconnectReason;
import ee.parley.Disconnection;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import ee.parley.impl.socket.Surroundings;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The contexts of CDI around all that is called for a socket, and its events about sockets and rooms. Thread-safe. */
public final class ContextualSurroundings implements Surroundings {
    private final Callbacks callbacks;
    private final Optional<SocketContext> scope;
    private final Executor threads;
    private final SocketEvents<Socket> connections;
    private final SocketEvents<Disconnection> disconnections;
    private final SocketEvents<RoomEvent> rooms;

    /**
     * Surroundings.
     *
     * @param scope empty where no bean is in it
     * @param threads run asynchronous observers
     */
    public ContextualSurroundings(
            Callbacks callbacks,
            Optional<SocketContext> scope,
            Observers observers,
            Event<Object> events,
            Executor threads) {
        this.callbacks = callbacks;
        this.scope = scope;
        this.threads = threads;
        this.connections = observers.connections(events);
        this.disconnections = observers.disconnections(events);
        this.rooms = observers.rooms(events);
    }

    @Override
    public <T extends @Nullable Object> T call(Socket socket, Callable<T> body) throws Exception {
        return callbacks.call(socket, body);
    }

    @Override
    public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
        return callbacks.call(body);
    }

    @Override
    public void begins(Socket socket) {
        scope.ifPresent(beans -> beans.begin(socket));
    }

    @Override
    public void ended(Socket socket) {
        scope.ifPresent(beans -> callbacks.run(socket, () -> beans.end(socket)));
    }

    @Override
    public boolean hearsConnections() {
        return connections.isObserved();
    }

    @Override
    public void connected(Socket socket) {
        tell(socket, connections, socket);
    }

    @Override
    public void disconnected(Socket socket, DisconnectReason reason) {
        if (disconnections.isObserved()) {
            tell(socket, disconnections, new Disconnection(socket, reason));
        }
    }

    private <E> void tell(Socket socket, SocketEvents<E> events, E event) {
        callbacks.run(socket, () -> events.tell(event));
        events.tellLater(event, task -> later(() -> callbacks.runBare(socket, task)));
    }

    @Override
    public boolean hearsRooms() {
        return rooms.isObserved();
    }

    @Override
    public void happened(RoomEvent event) {
        callbacks.run(() -> rooms.tell(event));
        rooms.tellLater(event, this::later);
    }

    private void later(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException stopping) {
            task.run();
        }
    }
}
