// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Another node, as long as it is a member of the group.
 *
 * @param id what listeners know it by
 * @param outbox what is to be sent to it
 * @param namespaces those that it has open; changed in {@link Turns} only
 */
record Peer(String id, Outbox outbox, Set<String> namespaces) {
    Peer(String id, Outbox outbox) {
        this(id, outbox, ConcurrentHashMap.newKeySet());
    }

    boolean has(String namespace) {
        return namespaces.contains(namespace);
    }
}
