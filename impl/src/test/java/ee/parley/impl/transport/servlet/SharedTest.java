// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTest {
    private final Shared<String> shared = new Shared<>();

    private static String made(String text) {
        return String.valueOf(text.toCharArray());
    }

    @Test
    void theSecondClientGetsTheValueOfTheFirst() {
        String first = made("Upgrade");
        assertThat(shared.of(first)).isSameAs(first);
        assertThat(shared.of(made("Upgrade"))).isSameAs(first);
    }

    @Test
    void aValueIsNeverTakenForAnother() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(shared.of(made("text " + i))).isEqualTo("text " + i);
        }
    }
}
