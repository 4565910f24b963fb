// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

/**
 * What clients get of an order in the list.
 *
 * @param version grows with each change: of two that come in any order, the larger one is right
 * @param at milliseconds since 1970
 */
public record OrderView(long number, String customer, long cents, Status status, String clerk, long at, int version) {
    static OrderView of(Order order) {
        return new OrderView(
                order.number(),
                order.customer(),
                order.cents(),
                order.status(),
                order.clerk(),
                order.placedAt(),
                order.version());
    }
}
