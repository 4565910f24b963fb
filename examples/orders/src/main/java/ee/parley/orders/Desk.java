// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import java.util.List;

/**
 * How things stand when somebody connects.
 *
 * @param limit what a clerk may sell without asking, in cents
 */
public record Desk(String name, List<String> roles, long limit, List<ProductView> products, List<OrderView> orders) {}
