// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import java.util.Locale;

/** How far an order has come. */
public enum Status {
    /** Too large for a clerk alone. */
    WAITING,
    APPROVED,
    SHIPPED,
    REJECTED;

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
