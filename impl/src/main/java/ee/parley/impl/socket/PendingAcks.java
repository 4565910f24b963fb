// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.impl.wire.socketio.Packet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** Made for the first: most sockets are never asked anything. */
    @GuardedBy("this")
    private @Nullable Map<Long, Waiting> waiting;

    @GuardedBy("this")
    private boolean closed;

    PendingAcks(LocalSocket socket) {
        this.socket = socket;
    }

    /** Waits from here on. When the socket has left already, that is told at once. */
    void add(long id, Waiting newcomer) {
        if (!added(id, newcomer)) {
            newcomer.left(socket);
        }
    }

    private synchronized boolean added(long id, Waiting newcomer) {
        if (closed) {
            return false;
        }
        if (waiting == null) {
            waiting = new HashMap<>(2);
        }
        waiting.put(id, newcomer);
        return true;
    }

    void forget(long id) {
        Optional<Waiting> unused = taken(id);
    }

    /** An answer has come; one that nobody waits for any more is ignored. */
    void answer(Packet.Ack answer) {
        taken(answer.ackId()).ifPresent(who -> who.answered(socket, answer));
    }

    private synchronized Optional<Waiting> taken(long id) {
        return waiting == null ? Optional.empty() : Optional.ofNullable(waiting.remove(id));
    }

    void close() {
        allTaken().forEach(who -> who.left(socket));
    }

    private synchronized List<Waiting> allTaken() {
        closed = true;
        List<Waiting> all = waiting == null ? List.of() : List.copyOf(waiting.values());
        waiting = null;
        return all;
    }

    synchronized int count() {
        return waiting == null ? 0 : waiting.size();
    }
}
