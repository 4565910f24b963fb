// SPDX-License-Identifier: Apache-2.0
/**
 * An order desk: {@link ee.parley.orders.DeskNamespace} is all of its server that talks to clients, {@link
 * ee.parley.orders.Orders} what may be done with an order, {@link ee.parley.orders.People} who may log in.
 */
package ee.parley.orders;
