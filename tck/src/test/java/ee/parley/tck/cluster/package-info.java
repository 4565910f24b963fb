// SPDX-License-Identifier: Apache-2.0
/**
 * The cluster suite: Payara Micro, WildFly and the reference server as one, over each way of the Redis adapter, and what
 * happens when parts of that fail.
 */
@NullMarked
package ee.parley.tck.cluster;

import org.jspecify.annotations.NullMarked;
