// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

/**
 * What clients get of a product.
 *
 * @param version grows with each change, as {@link OrderView#version()}
 */
public record ProductView(String sku, String name, long cents, int stock, int version) {
    static ProductView of(Product product) {
        return new ProductView(product.sku(), product.name(), product.cents(), product.stock(), product.version());
    }
}
