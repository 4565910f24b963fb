// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import ee.parley.ClusterHealth;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Carries messages between the nodes of a cluster, for one application on one node. Thread-safe.
 *
 * <p>An adapter may fail at any time; the sockets of its own node never notice. While it is cut off it tries to connect
 * again by itself, for as long as it is open, and what it is given meanwhile fails at once: nothing waits for an outage to
 * end.
 *
 * <p>What is on the wire must never be Java serialization, and nothing that comes from there is trusted: what cannot be read
 * is counted in {@link ClusterHealth#malformed()} and dropped.
 *
 * @since 0.1
 */
public interface ClusterAdapter {
    /**
     * Begins to connect; called once, before anything else. Returns without waiting: an application starts, and serves its own
     * clients, while its cluster is away.
     *
     * @param node the node that the adapter works for
     * @throws IllegalStateException when it can never work here, for example because the container lacks what it needs; its
     *     message becomes the deployment error
     */
    void start(ClusterNode node);

    /**
     * Joins what the nodes say to each other about one namespace. Called again after an outage by nobody: the channel comes
     * back by itself.
     *
     * @param namespace the name of a namespace, beginning with {@code /}. Clients choose parts of it where there are
     *     templates: it must not be able to reach another namespace's channel, whatever characters it has
     * @param listener hears what other nodes say, until the channel is closed
     * @return the channel; at most one is open for a name at a time. What was published a moment before it was opened it may
     *     hear or not
     */
    ClusterChannel open(String namespace, ClusterListener listener);

    /**
     * Returns where sessions are kept that another node, or this one after a restart, may recover.
     *
     * @return the store; empty when this adapter has none, and then each node recovers only the sessions that it remembers
     */
    default Optional<SessionStore> sessions() {
        return Optional.empty();
    }

    /**
     * Returns how the adapter is.
     *
     * @return what is known now; never waits
     */
    ClusterHealth health();

    /**
     * Leaves the cluster, and ends every thread and connection of the adapter. Channels that are still open are closed.
     *
     * @return completes when that is done, never exceptionally
     */
    CompletionStage<Void> close();
}
