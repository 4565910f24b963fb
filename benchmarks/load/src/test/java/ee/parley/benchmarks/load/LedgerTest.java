// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.benchmarks.load.Client.Account;
import ee.parley.benchmarks.load.Ledger.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void whoStayedIsOwedEveryAckAndEveryBroadcast() {
        ledger.book("a", Part.STAYED, account(3, 3, 7), 7);
        ledger.book("b", Part.STAYED, account(2, 2, 7), 7);

        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.markdown().lines().skip(2)).containsExactly("| stayed | 2 | 5 | 5 | 14 | 14 |");
    }

    @Test
    void aMissingAckIsTold() {
        ledger.book("a", Part.STAYED, account(3, 2, 7), 7);

        assertThat(ledger.balanced()).isFalse();
        assertThat(ledger.markdown()).contains("- WRONG: a: emitted 3, acked 2\n(1 in all)");
    }

    @Test
    void aMissingBroadcastIsTold() {
        ledger.book("a", Part.STAYED, account(3, 3, 6), 7);

        assertThat(ledger.markdown()).contains("- WRONG: a: broadcast 7, arrived 6\n(1 in all)");
    }

    @Test
    void whoReadLateIsOwedAllTheSame() {
        ledger.book("a", Part.SLOW, account(1, 1, 6), 7);

        assertThat(ledger.balanced()).isFalse();
    }

    @Test
    void whoWentInTheMiddleIsOwedNoMoreThanArrived() {
        ledger.book("a", Part.ABORTED, account(3, 2, 4), 7);
        ledger.book("b", Part.CUT, account(3, 2, 4), 7);

        assertThat(ledger.balanced()).isTrue();
    }

    @Test
    void nobodyGetsMoreThanWasSent() {
        ledger.book("a", Part.ABORTED, account(3, 2, 8), 7);

        assertThat(ledger.balanced()).isFalse();
    }

    @Test
    void aFlawCountsWhoeverHadIt() {
        ledger.book("a", Part.ABORTED, new Account(1, 1, 2, true, List.of("broadcast 3 came where 2 was next")), 7);

        assertThat(ledger.markdown()).contains("- WRONG: a: broadcast 3 came where 2 was next\n(1 in all)");
    }

    @Test
    void aFieldOfProcIsANumber() {
        assertThat(Soak.field("VmRSS:\t  1024 kB\nThreads:\t42\n", "Threads:")).isEqualTo(42);
    }

    private static Account account(int emitted, int acked, int delivered) {
        return new Account(emitted, acked, delivered, false, List.of());
    }
}
