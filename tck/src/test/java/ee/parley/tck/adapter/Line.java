// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.OtherNodes;
import java.util.Optional;

/** What one node says and hears about a namespace. */
record Line(ClusterChannel channel, Ear ear) {
    /** Returns when the message is on its way. */
    Optional<String> publish(ClusterMessage message) {
        return Eventually.of(channel.publish(message));
    }

    /** Publishes something: what this node said before has come when that comes. */
    void mark(String text) {
        publish(Messages.event(text));
    }

    void awaitOthers(int count) {
        Eventually.is(new OtherNodes(count, 0), () -> {
            OtherNodes others = Eventually.of(channel.otherNodes());
            return new OtherNodes(others.count(), others.foreign());
        });
    }

    void close() {
        Eventually.of(channel.close());
    }
}
