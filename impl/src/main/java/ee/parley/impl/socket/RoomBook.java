// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.RoomEvent;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who takes note of the rooms of one namespace: the application, by {@link RoomWatch}, and the cluster, which is told which
 * rooms there are. The cluster is told on the thread that changed a room, before it goes on, or by the one that is telling
 * already: so in order, and with no hop. Thread-safe.
 */
final class RoomBook implements Rooms.Observer<LocalSocket> {
    private record Change(String room, boolean opened) {}

    private final LocalNamespace namespace;
    private final RoomWatch watch;
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    RoomBook(LocalNamespace namespace, RoomWatch watch) {
        this.namespace = namespace;
        this.watch = watch;
    }

    @Override
    public boolean watching() {
        return namespace.cluster().isPresent() || watch.watching();
    }

    @Override
    public void noted(RoomEvent.Kind kind, String room, Optional<LocalSocket> who) {
        if (watch.watching()) {
            watch.noted(kind, room, who);
        }
        boolean opened = kind == RoomEvent.Kind.CREATED;
        if ((opened || kind == RoomEvent.Kind.DELETED) && namespace.cluster().isPresent()) {
            changes.add(new Change(room, opened));
        }
    }

    @Override
    public void unlocked() {
        watch.unlocked();
        while (!changes.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (Change next = changes.poll(); next != null; next = changes.poll()) {
                    tell(next);
                }
            } finally {
                telling.set(false);
            }
        }
    }

    private void tell(Change change) {
        namespace.cluster().ifPresent(cluster -> {
            if (change.opened()) {
                cluster.roomOpened(change.room());
            } else {
                cluster.roomClosed(change.room());
            }
        });
    }
}
