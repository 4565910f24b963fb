// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** What has constraints. */
public record Order(
        @NotBlank(message = "who orders?") String customer,
        @NotNull(message = "order what?") List<@Valid Item> items) {
    /** One line of it. */
    public record Item(
            @NotBlank(message = "what?") String name,
            @Min(value = 1, message = "at least one") int quantity) {}
}
