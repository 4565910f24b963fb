// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.util.Locale;

/** How the nodes talk to each other over Redis. */
enum Mode {
    CLASSIC,
    SHARDED,
    STREAMS;

    /** The name in options and commands. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
