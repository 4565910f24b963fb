// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Version;

/** Something that can be ordered, and how much of it is left. */
@Entity
@NamedQuery(name = Product.ALL, query = "select p from Product p order by p.name")
public class Product {
    static final String ALL = "Product.all";

    @Id
    private String sku;

    private String name;
    private long cents;
    private int stock;

    @Version
    private int version;

    protected Product() {}

    Product(String sku, String name, long cents, int stock) {
        this.sku = sku;
        this.name = name;
        this.cents = cents;
        this.stock = stock;
    }

    String sku() {
        return sku;
    }

    String name() {
        return name;
    }

    long cents() {
        return cents;
    }

    int stock() {
        return stock;
    }

    int version() {
        return version;
    }

    /** Returns whether there was as much as that. */
    boolean take(int quantity) {
        if (quantity > stock) {
            return false;
        }
        stock -= quantity;
        return true;
    }

    void put(int quantity) {
        stock += quantity;
    }
}
