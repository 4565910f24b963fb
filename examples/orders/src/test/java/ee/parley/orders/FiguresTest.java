// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final long NOON = 12 * 3_600_000L;
    private static final long MINUTE = 60_000L;

    @Test
    void eachOrderIsInTheBarOfItsFiveMinutes() {
        Figures figures = Figures.of(
                List.of(at(NOON - 55 * MINUTE), at(NOON - 1), at(NOON), at(NOON + MINUTE)), 2, NOON + 2 * MINUTE);

        assertThat(figures.bars()).hasSize(Figures.BARS);
        assertThat(figures.bars().get(0)).isEqualTo(new Figures.Bar(NOON - 55 * MINUTE, 700, 1));
        assertThat(figures.bars().get(10)).isEqualTo(new Figures.Bar(NOON - 5 * MINUTE, 700, 1));
        assertThat(figures.bars().get(11)).isEqualTo(new Figures.Bar(NOON, 1400, 2));
        assertThat(figures.cents()).isEqualTo(2800);
        assertThat(figures.orders()).isEqualTo(4);
        assertThat(figures.waiting()).isEqualTo(2);
    }

    @Test
    void anOrderThatCameAfterTheClockWasReadCountsForTheLastBar() {
        Figures figures = Figures.of(List.of(at(NOON + 5 * MINUTE)), 0, NOON + 5 * MINUTE - 1);

        assertThat(figures.bars().get(11)).isEqualTo(new Figures.Bar(NOON, 700, 1));
    }

    private static Order at(long time) {
        return new Order("Ada", List.of(new Line(new Product("B", "Beans", 700, 1), 1)), "clara", time);
    }
}
