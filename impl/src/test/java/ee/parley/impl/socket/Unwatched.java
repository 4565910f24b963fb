// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.RoomEvent;
import java.util.Optional;

/** Rooms that nobody listens to. */
final class Unwatched<M> implements Rooms.Observer<M> {
    @Override
    public boolean watching() {
        return false;
    }

    @Override
    public void noted(RoomEvent.Kind kind, String room, Optional<M> who) {
        throw new AssertionError(kind);
    }

    @Override
    public void unlocked() {}
}
