// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.EventListener;
import ee.parley.EventMiddleware;
import ee.parley.IncomingEvent;
import ee.parley.OutgoingEvent;
import ee.parley.Registration;
import ee.parley.impl.wire.engineio.Frame;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Who has been added to one socket at run time. Thread-safe. */
final class SocketListeners {
    private final LocalSocket socket;
    private final Registered<EventMiddleware> middleware = new Registered<>();
    private final Registered<Consumer<IncomingEvent>> any = new Registered<>();
    private final Registered<Consumer<OutgoingEvent>> outgoing = new Registered<>();
    private final Registered<Consumer<DisconnectReason>> ends = new Registered<>();
    private final ConcurrentMap<String, Registered<EventListener>> events = new ConcurrentHashMap<>(2);

    SocketListeners(LocalSocket socket) {
        this.socket = socket;
    }

    Registration use(EventMiddleware added) {
        return middleware.add(added);
    }

    Registration on(String event, EventListener listener) {
        EventNames.requireFree(event);
        return events.computeIfAbsent(event, name -> new Registered<>()).add(listener);
    }

    Registration onAny(Consumer<IncomingEvent> listener) {
        return any.add(listener);
    }

    Registration onAnyOutgoing(Consumer<OutgoingEvent> listener) {
        return outgoing.add(listener);
    }

    Registration onDisconnect(Consumer<DisconnectReason> listener) {
        Registered<Consumer<DisconnectReason>>.Entry entry = ends.add(listener);
        // Must be looked at after the adding: who ends the socket looks at the listeners after that.
        socket.over().ifPresent(reason -> {
            if (entry.take()) {
                socket.namespace().handOver(() -> tell(listener, reason));
            }
        });
        return entry;
    }

    List<EventMiddleware> middleware() {
        return middleware.all();
    }

    List<Consumer<IncomingEvent>> any() {
        return any.all();
    }

    List<EventListener> listenersOf(String event) {
        Registered<EventListener> listeners = events.get(event);
        return listeners == null ? List.of() : listeners.all();
    }

    /** Tells whether an event meets anybody here. */
    boolean concern(String event) {
        return !middleware.isEmpty() || !any.isEmpty() || !listenersOf(event).isEmpty();
    }

    /** Tells what is about to be sent, if it is an event. */
    void sending(List<Frame> frames) {
        if (outgoing.isEmpty()) {
            return;
        }
        SentEvent.of(socket, frames)
                .ifPresent(event -> outgoing.all().forEach(listener -> {
                    try {
                        listener.accept(event);
                    } catch (RuntimeException | Error failure) {
                        SocketLog.listenerFailed(socket, event.name(), failure);
                    }
                }));
    }

    /** The socket has left. */
    void end(DisconnectReason reason) {
        ends.drain(listener -> tell(listener, reason));
    }

    private void tell(Consumer<DisconnectReason> listener, DisconnectReason reason) {
        try {
            socket.call(() -> {
                listener.accept(reason);
                return null;
            });
        } catch (Throwable failure) {
            SocketLog.disconnectFailed(socket, failure);
        }
    }
}
