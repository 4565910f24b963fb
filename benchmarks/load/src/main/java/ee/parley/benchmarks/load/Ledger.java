// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Client.Account;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts of all clients, with what does not add up. Of a client that stayed, every event was acked and every broadcast
 * arrived; of one that went in the middle or that did not read, what arrived has no gap. Callable from any thread.
 */
final class Ledger {
    /** What a client did that decides what it is owed. */
    enum Part {
        STAYED("stayed"),
        ABORTED("aborted"),
        SLOW("read late"),
        CUT("read late, ended by the server");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        boolean isOwedAll() {
            return this == STAYED || this == SLOW;
        }
    }

    private static final int SHOWN = 20;

    // Guarded by this.
    private final Map<Part, Sum> sums = new EnumMap<>(Part.class);
    private final List<String> wrong = new ArrayList<>();
    private long wrongs;

    /** Books one client that is through, which was owed {@code broadcasts}. */
    synchronized void book(String who, Part part, Account account, int broadcasts) {
        sums.merge(part, Sum.of(account, broadcasts), Sum::plus);
        account.flaws().forEach(flaw -> wrong(who + ": " + flaw));
        if (part.isOwedAll() && account.acked() != account.emitted()) {
            wrong(who + ": emitted " + account.emitted() + ", acked " + account.acked());
        }
        if (part.isOwedAll() ? account.delivered() != broadcasts : account.delivered() > broadcasts) {
            wrong(who + ": broadcast " + broadcasts + ", arrived " + account.delivered());
        }
    }

    synchronized void wrong(String what) {
        wrongs++;
        if (wrong.size() < SHOWN) {
            wrong.add(what);
        }
    }

    synchronized boolean balanced() {
        return wrongs == 0;
    }

    /** Returns a table of the sums and a list of the first that was wrong, ending with a newline. */
    synchronized String markdown() {
        StringBuilder text = new StringBuilder();
        Table.line(text, List.of("clients that", "clients", "emitted", "acked", "broadcast to them", "arrived"));
        Table.line(text, List.of("---", "---", "---", "---", "---", "---"));
        sums.forEach((part, sum) -> Table.line(text, sum.cells(part.title)));
        wrong.forEach(what -> text.append("\n- WRONG: ").append(what));
        return text.append(wrong.isEmpty() ? "" : "\n(" + wrongs + " in all)\n").toString();
    }

    private record Sum(long clients, long emitted, long acked, long broadcast, long arrived) {
        static Sum of(Account account, int broadcasts) {
            return new Sum(1, account.emitted(), account.acked(), broadcasts, account.delivered());
        }

        Sum plus(Sum other) {
            return new Sum(
                    clients + other.clients,
                    emitted + other.emitted,
                    acked + other.acked,
                    broadcast + other.broadcast,
                    arrived + other.arrived);
        }

        List<String> cells(String title) {
            return List.of(
                    title,
                    Long.toString(clients),
                    Long.toString(emitted),
                    Long.toString(acked),
                    Long.toString(broadcast),
                    Long.toString(arrived));
        }
    }
}
