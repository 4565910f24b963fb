// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CohortTest {
    @Test
    void whoDoesNotReadIsSentMoreThanAnOutboxHoldsByTheLargeOnesOnly() {
        assertThat(Cohort.Shape.LARGE.outgrowsAnOutbox()).isTrue();
        assertThat(Cohort.Shape.SMALL.outgrowsAnOutbox()).isFalse();
    }
}
