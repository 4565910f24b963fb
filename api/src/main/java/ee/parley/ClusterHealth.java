// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Optional;

/**
 * How a node's connection to its cluster is.
 *
 * @param connected whether messages go through now
 * @param problem why they do not, in words for whoever runs the server; empty while they do
 * @param lost how many messages for other nodes may have been lost since the node started
 * @param malformed how many messages of other nodes could not be read since the node started
 * @since 0.1
 */
public record ClusterHealth(boolean connected, Optional<String> problem, long lost, long malformed) {}
