// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.RoomEvent;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happens to the rooms of one namespace, on its way to those who listen: noted under the lock of the index, and so in
 * order; told one after another on the application's threads. Thread-safe.
 */
final class RoomWatch implements Rooms.Observer<LocalSocket> {
    /** How many events may wait for slow listeners; further ones are left out until half of them have been told. */
    static final int MOST = 100_000;

    private static final int BATCH = 64;

    private final LocalNamespace namespace;
    private final Listeners<RoomEvent> own = new Listeners<>();
    private final Queue<RoomEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Whether the executor has been asked to tell, and has not given up. */
    private final AtomicBoolean telling = new AtomicBoolean();

    /** Guarded by the lock of the index. */
    private boolean leavingOut;

    RoomWatch(LocalNamespace namespace) {
        this.namespace = namespace;
    }

    Listeners<RoomEvent> own() {
        return own;
    }

    @Override
    public boolean watching() {
        return namespace.surroundings().hearsRooms() || !own.isEmpty() || namespace.parentHearsOfRooms();
    }

    @Override
    public void noted(RoomEvent.Kind kind, String room, Optional<LocalSocket> who) {
        int ahead = count.get();
        if (leavingOut ? ahead > MOST / 2 : ahead >= MOST) {
            if (!leavingOut) {
                leavingOut = true;
                SocketLog.roomEventsLeftOut(namespace);
            }
            return;
        }
        leavingOut = false;
        count.incrementAndGet();
        waiting.add(new RoomEvent(kind, namespace, room, who.map(LocalSocket::id)));
    }

    @Override
    public void unlocked() {
        if (!waiting.isEmpty() && telling.compareAndSet(false, true)) {
            hop();
        }
    }

    private void hop() {
        try {
            namespace.handlers().execute(this::tell);
        } catch (RejectedExecutionException stopping) {
            // Nobody is told any more: the application is being stopped.
            waiting.clear();
            telling.set(false);
        }
    }

    private void tell() {
        for (int i = 0; i < BATCH; i++) {
            RoomEvent next = waiting.poll();
            if (next == null) {
                telling.set(false);
                // Somebody may have added one and seen that the telling had not ended.
                unlocked();
                return;
            }
            count.decrementAndGet();
            tell(next);
        }
        hop();
    }

    private void tell(RoomEvent event) {
        try {
            namespace.surroundings().happened(event);
        } catch (RuntimeException | Error failure) {
            // Must go on: who asked for the telling is the only one who can end it.
            SocketLog.listenerFailed(namespace, failure);
        }
        namespace
                .parent()
                .ifPresent(parent ->
                        parent.roomEvents().tell(event, failure -> SocketLog.listenerFailed(namespace, failure)));
        own.tell(event, failure -> SocketLog.listenerFailed(namespace, failure));
    }
}
