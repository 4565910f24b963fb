// SPDX-License-Identifier: Apache-2.0
/**
 * What turns an adapter, which carries messages and counts nodes, into questions that are answered by all nodes in time or
 * told as unanswered.
 *
 * <p>{@link Cluster} is one application's part in it, {@link ClusterNamespace} one namespace's. {@link Members} is the port:
 * what other nodes want of the sockets of this one. {@link ClientAnswers} is who waits for the answers of their clients.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.cluster;
