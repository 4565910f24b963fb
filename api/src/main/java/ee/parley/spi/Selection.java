// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.util.Set;

/**
 * Which sockets of a namespace a message is for.
 *
 * @param rooms the rooms; none stands for everybody in the namespace
 * @param except the rooms to leave out, which wins. The id of a socket is the name of a room that only this socket is in
 * @since 0.1
 */
public record Selection(Set<String> rooms, Set<String> except) {
    /** Everybody in the namespace. */
    public static final Selection EVERYBODY = new Selection(Set.of(), Set.of());

    /** Copies the sets. */
    public Selection {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }
}
