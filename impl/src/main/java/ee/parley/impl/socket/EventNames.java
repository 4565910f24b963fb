// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.Set;

/** The names that client libraries keep for themselves. */
public final class EventNames {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    /** Tells whether neither a server nor a client may send an event of that name. */
    public static boolean isReserved(String event) {
        return RESERVED.contains(event);
    }

    static void requireFree(String event) {
        if (isReserved(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
    }
}
