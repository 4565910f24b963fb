// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Handshake;
import ee.parley.impl.wire.socketio.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * A client that has asked for a namespace which may have to be made, while the application is asked about it. What the
 * client sends meanwhile waits here. Confined to the lane of its connection, but for what says otherwise.
 */
final class Arrival {
    private final Connection connection;
    private final String name;
    private final Handshake handshake;
    private final List<Packet.Event> waiting = new ArrayList<>(0);
    private long bytes;
    private boolean full;

    Arrival(Connection connection, String name, Handshake handshake) {
        this.connection = connection;
        this.name = name;
        this.handshake = handshake;
    }

    String name() {
        return name;
    }

    Handshake handshake() {
        return handshake;
    }

    /** Asks; the connection hears the answer on its lane. */
    void ask(Broker broker) {
        try {
            broker.handlers().execute(() -> find(broker.directory()));
        } catch (RejectedExecutionException stopping) {
            connection.session().close();
        }
    }

    /** On the application's threads. */
    private void find(Namespaces namespaces) {
        try {
            var unused = namespaces
                    .find(name, handshake)
                    .thenAccept(found -> connection.lane().execute(() -> connection.found(this, found)));
        } catch (Throwable refusal) {
            connection.lane().execute(() -> connection.notFound(this, refusal));
        }
    }

    /** Keeps an event for later; the bounds are those of a mailbox. */
    void hold(Packet.Event event, int maxEvents, long maxBytes) {
        waiting.add(event);
        bytes += event.size();
        if (!full && (waiting.size() >= maxEvents || bytes >= maxBytes)) {
            full = true;
            connection.mailboxFull();
        }
    }

    List<Packet.Event> waiting() {
        return waiting;
    }

    /** Lets the connection read on, if it was kept from that. */
    void release() {
        if (full) {
            full = false;
            connection.mailboxDrained();
        }
    }
}
