// SPDX-License-Identifier: Apache-2.0
/**
 * The container's transactions.
 *
 * <p>Door: {@link ee.parley.cdi.transaction.ContainerTransactions}, which finds them. Knows the broker's port for them.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.transaction;
