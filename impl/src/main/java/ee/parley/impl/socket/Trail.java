// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.recovery.KeptSocket;
import ee.parley.impl.recovery.MissedEvent;
import ee.parley.spi.StoredSession;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one socket can be recovered by. Confined to the lane of its namespace's {@link Sequence}, but for what says otherwise. */
final class Trail {
    /** Written before the gate is asked, read by any thread after that. */
    private volatile String privateId;

    /** As {@link #privateId}. */
    private volatile boolean recovered;

    /** Whether {@link #begin} is known. */
    private boolean begun;

    private Optional<String> begin = Optional.empty();
    private Optional<String> last = Optional.empty();

    /** The first event that came too late for it; null while there is none. */
    private @Nullable Numbered tooLate;

    /** What it was, to be kept again if it is never admitted; null for a new one. */
    private @Nullable KeptSocket before;

    private List<MissedEvent> missed = List.of();

    /** Offsets of what was missed here, and is still to come from the cluster. */
    private final Set<String> announced = new HashSet<>(0);

    private final List<Runnable> whenKept = new ArrayList<>(0);
    private boolean kept;

    /** @param privateId unless it turns out to be a recovered one */
    Trail(String privateId) {
        this.privateId = privateId;
    }

    /** Callable from any thread. */
    String privateId() {
        return privateId;
    }

    /** Callable from any thread. */
    boolean recovered() {
        return recovered;
    }

    /** Goes on where it ended; {@code late} are the offsets of what it will be sent a second time. */
    void resume(KeptSocket socket, List<MissedEvent> events, Set<String> late) {
        StoredSession session = socket.session();
        before = socket;
        privateId = session.privateId();
        begin = session.offset();
        begun = true;
        missed = events;
        last = events.isEmpty()
                ? session.last()
                : Optional.of(events.get(events.size() - 1).offset());
        announced.addAll(late);
        recovered = true;
    }

    /** The socket is one of the namespace from here on. */
    void admitted(Optional<String> position) {
        if (!begun) {
            begin = position;
            begun = true;
        }
    }

    /** An event is sent to the socket: false when it is not to have it. */
    boolean sent(Numbered event, boolean left) {
        if (left) {
            tooLate = tooLate == null ? event : tooLate;
            return false;
        }
        if (!announced.isEmpty() && announced.remove(event.offset())) {
            return false;
        }
        if (!begun) {
            begin = event.before();
            begun = true;
        }
        last = Optional.of(event.offset());
        return true;
    }

    void forgetAnnounced() {
        announced.clear();
    }

    /** Takes what the socket has missed, once. */
    List<MissedEvent> takeMissed() {
        List<MissedEvent> taken = missed;
        missed = List.of();
        return taken;
    }

    /** What it was; of one that has never been admitted what it was before, if it was anything. */
    Optional<KeptSocket> keep(LocalSocket socket, boolean admitted, Set<String> rooms, Optional<String> position) {
        if (!admitted) {
            return Optional.ofNullable(before);
        }
        Optional<String> end = tooLate == null ? position : tooLate.before();
        // To one that was sent nothing since it came, everything up to now was not for it.
        Optional<String> start = last.isPresent() ? begin : end;
        return Optional.of(new KeptSocket(
                new StoredSession(
                        socket.id(),
                        privateId,
                        rooms,
                        JsonValue.EMPTY_JSON_OBJECT,
                        Recovery.name(socket),
                        start,
                        last,
                        end),
                socket.data()));
    }

    /** Runs a task when it has been decided what is kept of the socket, and that is done. */
    void whenKept(Runnable task) {
        if (kept) {
            task.run();
        } else {
            whenKept.add(task);
        }
    }

    /** Takes a task back; false when it has run. */
    boolean forget(Runnable task) {
        return whenKept.remove(task);
    }

    void kept() {
        kept = true;
        List.copyOf(whenKept).forEach(Runnable::run);
        whenKept.clear();
    }
}
