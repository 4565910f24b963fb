// SPDX-License-Identifier: Apache-2.0
/**
 * Nodes that find and reach each other directly, through JGroups: {@code parley.cluster=jgroups://10.0.0.1,10.0.0.2/shop}. No
 * other process is needed.
 *
 * <p>The only door is {@link ee.parley.jgroups.JGroupsAdapterFactory}, for {@link java.util.ServiceLoader}.
 */
@NullMarked
package ee.parley.jgroups;

import org.jspecify.annotations.NullMarked;
