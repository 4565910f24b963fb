// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Auth;
import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;

/** Constraints on what clients send, and on what we answer. */
@SocketNamespace("/validated")
public class ValidatedNamespace {
    @Inject
    Stock stock;

    /** What a client shows at the gate. */
    public record Badge(@NotBlank(message = "no badge") String name) {}

    @OnConnect
    void enter(@Valid @Auth Badge badge) {}

    @OnEvent("order")
    int order(@Valid Order order, @Max(value = 9, message = "at most 9") int priority) {
        return order.items().size();
    }

    @OnEvent("result")
    @Max(3)
    int result(int number) {
        return number;
    }

    @OnEvent("nested")
    void nested(int quantity) {
        stock.take(quantity);
    }
}
