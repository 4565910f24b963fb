// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The turnover of the last hour.
 *
 * @param cents what was sold; rejected orders do not count
 * @param orders in how many orders
 * @param waiting how many orders wait for a manager, of any age
 * @param bars the turnover of five minutes each, the oldest first; the last one has only begun
 */
public record Figures(long cents, int orders, long waiting, List<Bar> bars) {
    static final int BARS = 12;
    static final long BAR_MILLIS = 5 * 60_000L;

    /** The turnover of five minutes, from {@code from} in milliseconds since 1970. */
    public record Bar(long from, long cents, int orders) {}

    /** Returns when the first bar begins. */
    static long begin(long now) {
        return now - now % BAR_MILLIS - (BARS - 1) * BAR_MILLIS;
    }

    static Figures of(List<Order> sold, long waiting, long now) {
        long begin = begin(now);
        long[] cents = new long[BARS];
        int[] orders = new int[BARS];
        for (Order order : sold) {
            int bar = (int) Math.min((order.placedAt() - begin) / BAR_MILLIS, BARS - 1);
            cents[bar] += order.cents();
            orders[bar]++;
        }
        List<Bar> bars = LongStream.range(0, BARS)
                .mapToObj(i -> new Bar(begin + i * BAR_MILLIS, cents[(int) i], orders[(int) i]))
                .toList();
        return new Figures(Arrays.stream(cents).sum(), sold.size(), waiting, bars);
    }
}
