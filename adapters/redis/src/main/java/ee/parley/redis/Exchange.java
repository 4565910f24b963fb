// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.SessionStore;
import java.util.Optional;

/** What is said over the link, and how: one for each {@link RedisMode}. Thread-safe; no call waits. */
interface Exchange {
    /** As {@link ee.parley.spi.ClusterAdapter#open} has it. */
    ClusterChannel open(String namespace, ClusterListener listener);

    /** As {@link ee.parley.spi.ClusterAdapter#sessions} has it. */
    default Optional<SessionStore> sessions() {
        return Optional.empty();
    }

    /** Ends what the exchange has besides the link, which ends after it. */
    default void close() {}
}
