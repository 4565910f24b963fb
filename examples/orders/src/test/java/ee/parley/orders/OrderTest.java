// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static ee.parley.orders.Status.APPROVED;
import static ee.parley.orders.Status.REJECTED;
import static ee.parley.orders.Status.SHIPPED;
import static ee.parley.orders.Status.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final Product BEANS = new Product("B", "Beans", 100_00, 50);

    @Test
    void anOrderUpToTheLimitIsApprovedAndALargerOneWaits() {
        assertThat(order(5).status()).isEqualTo(APPROVED);
        assertThat(order(6).status()).isEqualTo(WAITING);
        assertThat(order(6).cents()).isEqualTo(600_00);
    }

    @Test
    void aWaitingOrderIsApprovedOrRejectedAndNothingElse() {
        assertThat(order(6).advance(SHIPPED)).isFalse();
        assertThat(order(6).advance(WAITING)).isFalse();
        assertThat(order(6).advance(APPROVED)).isTrue();
        assertThat(order(6).advance(REJECTED)).isTrue();
    }

    @Test
    void anOrderIsShippedOnce() {
        Order order = order(1);

        assertThat(order.advance(SHIPPED)).isTrue();
        assertThat(order.status()).isEqualTo(SHIPPED);
        for (Status next : Status.values()) {
            assertThat(order.advance(next)).isFalse();
        }
    }

    @Test
    void noMoreIsTakenThanThereIs() {
        Product product = new Product("B", "Beans", 100, 3);

        assertThat(product.take(4)).isFalse();
        assertThat(product.take(3)).isTrue();
        assertThat(product.stock()).isZero();
    }

    private static Order order(int quantity) {
        return new Order("Ada", List.of(new Line(BEANS, quantity)), "clara", 0);
    }
}
