// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import java.util.List;

/** All there is to read about one order. */
public record Sheet(OrderView order, List<Position> lines, List<EntryView> history) {
    /** A line of it. */
    public record Position(String name, int quantity, long cents) {
        static Position of(Line line) {
            return new Position(line.name(), line.quantity(), line.cents());
        }
    }
}
