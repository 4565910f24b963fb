// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.Set;

/** The names that client libraries keep for themselves. */
final class EventNames {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    static void requireFree(String event) {
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
    }
}
