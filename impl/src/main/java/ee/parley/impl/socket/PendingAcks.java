// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.wire.socketio.Packet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who waits for the answers of one socket. Thread-safe. */
final class PendingAcks {
    /** One who waits. Called on any thread, also a lane: must only hand over. */
    interface Waiting {
        /** The answer; called at most once. */
        void answered(LocalSocket by, Packet.Ack answer);

        /** There will be no answer: the socket has left. Called at most once, and not after an answer. */
        void left(LocalSocket socket);
    }

    private final LocalSocket socket;
    private final ConcurrentMap<Long, Waiting> waiting = new ConcurrentHashMap<>(2);
    private volatile boolean closed;

    PendingAcks(LocalSocket socket) {
        this.socket = socket;
    }

    /** Waits from here on. When the socket has left already, that is told at once. */
    void add(long id, Waiting newcomer) {
        waiting.put(id, newcomer);
        // Must be looked at after the put: the one who closes looks at the map after setting it.
        if (closed && waiting.remove(id, newcomer)) {
            newcomer.left(socket);
        }
    }

    void forget(long id) {
        waiting.remove(id);
    }

    /** An answer has come; one that nobody waits for any more is ignored. */
    void answer(Packet.Ack answer) {
        Waiting who = waiting.remove(answer.ackId());
        if (who != null) {
            who.answered(socket, answer);
        }
    }

    void close() {
        closed = true;
        for (Long id : waiting.keySet()) {
            Waiting who = waiting.remove(id);
            if (who != null) {
                who.left(socket);
            }
        }
    }

    int count() {
        return waiting.size();
    }
}
