// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Transactions that begin and end when the test says so; one begun within another suspends it. */
final class ManualTransactions implements Transactions {
    private final Deque<List<Outcome>> running = new ArrayDeque<>();
    private boolean completing;

    void begin() {
        running.push(new ArrayList<>());
    }

    void commit() {
        running.pop().forEach(Outcome::committed);
    }

    void rollBack() {
        running.pop().forEach(Outcome::rolledBack);
    }

    /** From now on nobody can be bound. */
    void complete() {
        completing = true;
    }

    @Override
    public <O extends Outcome> Optional<O> bound(Class<O> type, Supplier<O> newcomer) {
        List<Outcome> innermost = running.peek();
        if (innermost == null) {
            return Optional.empty();
        }
        if (innermost.isEmpty()) {
            if (completing) {
                throw new IllegalStateException("completing");
            }
            innermost.add(newcomer.get());
        }
        return Optional.of(type.cast(innermost.get(0)));
    }
}
