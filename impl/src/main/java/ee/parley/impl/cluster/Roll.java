// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import ee.parley.spi.OtherNodes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a question still waits for. A node that was not asked may leave, and one that has left may be heard once more:
 * neither makes them fewer. Not thread-safe.
 */
final class Roll {
    private final Set<String> heard = new HashSet<>();
    private final Set<String> gone = new HashSet<>();

    /** How often: not all adapters know the nodes by different names. */
    private int times;

    /** Absent until they have been counted, which may be after some of them have been heard. */
    private @Nullable OtherNodes asked;

    void counted(OtherNodes nodes) {
        asked = nodes;
    }

    /** Returns false when the node has left: nobody waits for what it says. */
    boolean heard(String node) {
        if (gone.contains(node)) {
            return false;
        }
        heard.add(node);
        times++;
        return true;
    }

    void left(String node) {
        gone.add(node);
    }

    /** How many have neither been heard nor left; one when nobody knows how many there are. */
    int missing() {
        if (asked == null) {
            return 1;
        } else if (asked.ids().isEmpty()) {
            return Math.max(0, asked.count() - times);
        }
        return (int) asked.ids().stream()
                .filter(node -> !heard.contains(node) && !gone.contains(node))
                .count();
    }
}
