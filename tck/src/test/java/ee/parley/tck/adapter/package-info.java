// SPDX-License-Identifier: Apache-2.0
/**
 * The adapter suite: what Parley expects of a {@link ee.parley.spi.ClusterAdapter}. A {@link ee.parley.tck.adapter.Cluster} has
 * several {@linkplain ee.parley.tck.adapter.Member members} in this JVM, all through the engine that
 * {@code -Dparley.tck.cluster} names; a {@link ee.parley.tck.adapter.Line} is what one of them says and hears about a
 * namespace.
 */
@NullMarked
package ee.parley.tck.adapter;

import org.jspecify.annotations.NullMarked;
