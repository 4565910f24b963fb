// SPDX-License-Identifier: Apache-2.0
/**
 * What is remembered of sockets whose clients have lost their connection: {@link ee.parley.impl.recovery.Keeper}, a
 * {@link ee.parley.impl.recovery.KeptSocket} each, and the {@link ee.parley.impl.recovery.MissedEvent}s of a
 * {@link ee.parley.impl.recovery.Comeback}. {@link ee.parley.impl.recovery.NodeMemory} does it without a cluster.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.recovery;
