// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/**
 * What a client asks for in one line of an order.
 *
 * @param sku the product
 * @param quantity how many of it
 */
public record Item(
        @NotBlank(message = "Choose a product.") String sku,

        @Min(value = 1, message = "At least one.") @Max(value = 500, message = "At most 500 in one line.")
        int quantity) {}
