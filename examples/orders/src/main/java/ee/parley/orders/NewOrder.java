// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a client sends to place an order. Anything at all, until it is validated.
 *
 * @param customer who orders
 * @param items what is ordered
 */
public record NewOrder(
        @NotBlank(message = "Who is the customer?") @Size(max = 60, message = "At most 60 characters.")
        String customer,

        @NotEmpty(message = "An order needs at least one line.") @Size(max = 10, message = "At most ten lines.")
        List<@NotNull(message = "The line is empty.") @Valid Item> items) {}
