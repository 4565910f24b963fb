// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a cluster adapter implements.
 *
 * <p>A cluster is several servers, the nodes, whose applications are one: a broadcast on one node reaches the sockets of all.
 * Which socket is in which room is known only to the node that holds it. An adapter carries messages between the nodes and
 * tells how many there are, nothing more: what a message means is decided by Parley, the same for every adapter.
 *
 * <p>A new adapter implements {@link ee.parley.spi.ClusterAdapter} and {@link ee.parley.spi.ClusterChannel}, and makes itself
 * known by a {@link ee.parley.spi.ClusterAdapterFactory}. The suite <em>adapter</em> of the TCK tells whether it is right.
 *
 * @since 0.1
 */
@org.jspecify.annotations.NullMarked
package ee.parley.spi;
