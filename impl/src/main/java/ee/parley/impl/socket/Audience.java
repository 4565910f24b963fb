// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.spi.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who hears a broadcast: everybody in the namespace when no room has been asked for, else the union of the rooms; never the
 * excepted ones.
 *
 * @param named whether rooms have been asked for, be it none
 * @param rooms the rooms to reach
 * @param except the rooms to leave out
 * @param but the socket to leave out
 */
record Audience(boolean named, Set<String> rooms, Set<String> except, Optional<LocalSocket> but) {
    static final Audience EVERYBODY = new Audience(false, Set.of(), Set.of(), Optional.empty());

    Audience {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    static Audience everybodyBut(LocalSocket socket) {
        return new Audience(false, Set.of(), Set.of(), Optional.of(socket));
    }

    Audience including(String... more) {
        return new Audience(true, plus(rooms, more), except, but);
    }

    Audience excluding(String... more) {
        return new Audience(named, rooms, plus(except, more), but);
    }

    static Audience of(Selection selection) {
        return new Audience(!selection.rooms().isEmpty(), selection.rooms(), selection.except(), Optional.empty());
    }

    /** Returns what other nodes are told; empty when it is nobody. */
    Optional<Selection> elsewhere() {
        if (named && rooms.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Selection(
                rooms, but.map(socket -> plus(except, socket.id())).orElse(except)));
    }

    /** Returns who that is now, {@link #but} still among them. */
    List<LocalSocket> in(Rooms<LocalSocket> index) {
        if (named) {
            return index.inAny(rooms, except);
        }
        return except.isEmpty() ? index.admitted() : index.admittedExcept(except);
    }

    /** By the id, as other nodes do: who has come back in the place of {@link #but} is left out, too. */
    boolean leavesOut(LocalSocket socket) {
        return but.isPresent() && but.get().id().equals(socket.id());
    }

    private static Set<String> plus(Set<String> rooms, String... more) {
        Set<String> sum = new HashSet<>(rooms);
        sum.addAll(List.of(more));
        return sum;
    }
}
