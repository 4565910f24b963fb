// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.persistence.Embeddable;

/** What one line of an order asks for, at the price of that day. */
@Embeddable
public class Line {
    private String sku;
    private String name;
    private int quantity;
    private long cents;

    protected Line() {}

    Line(Product product, int quantity) {
        this.sku = product.sku();
        this.name = product.name();
        this.quantity = quantity;
        this.cents = product.cents() * quantity;
    }

    String sku() {
        return sku;
    }

    String name() {
        return name;
    }

    int quantity() {
        return quantity;
    }

    long cents() {
        return cents;
    }
}
