// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Byte> sent = new ArrayList<>();
    private final LongAdder lost = new LongAdder();
    private final Outbox outbox = new Outbox("n", bytes -> sent.add(bytes[0]), threads::add, lost);

    private static byte[] bytes(int first, int length) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) first;
        return bytes;
    }

    @Test
    void whatIsOfferedIsSentInOrderOnOneThreadOfTheApplication() {
        outbox.offer(bytes(1, 1));
        outbox.offer(bytes(2, 1));
        assertThat(sent).isEmpty();
        assertThat(threads).hasSize(1);

        threads.remove().run();
        outbox.offer(bytes(3, 1));
        threads.remove().run();

        assertThat(sent).containsExactly((byte) 1, (byte) 2, (byte) 3);
    }

    @Test
    void whatDoesNotFitIsTurnedAwayUntilThereIsRoom() {
        assertThat(outbox.offer(bytes(1, Outbox.CAPACITY))).isTrue();
        assertThat(outbox.offer(bytes(2, 1))).isFalse();
        outbox.insist(bytes(3, 1));
        threads.remove().run();
        assertThat(outbox.offer(bytes(4, 1))).isTrue();
        threads.remove().run();

        assertThat(sent).containsExactly((byte) 1, (byte) 3, (byte) 4);
    }

    @Test
    void whatCannotBeSentIsLostAndTheRestIsSent() {
        Outbox failing = new Outbox(
                "n",
                bytes -> {
                    if (bytes[0] == 1) {
                        throw new IOException("cut");
                    }
                    sent.add(bytes[0]);
                },
                threads::add,
                lost);
        failing.offer(bytes(1, 1));
        failing.offer(bytes(2, 1));
        threads.remove().run();

        assertThat(sent).containsExactly((byte) 2);
        assertThat(lost.sum()).isEqualTo(1);
    }

    @Test
    void anApplicationThatIsStoppingLosesWhatWaits() {
        Outbox stopping = new Outbox(
                "n",
                bytes -> {},
                task -> {
                    throw new RejectedExecutionException();
                },
                lost);

        stopping.offer(bytes(1, 1));

        assertThat(lost.sum()).isEqualTo(1);
    }

    @Test
    void aNodeThatIsGoneGetsNothingAndLosesNothing() {
        outbox.offer(bytes(1, 1));
        outbox.close();

        assertThat(outbox.offer(bytes(2, 1))).isTrue();
        threads.remove().run();

        assertThat(sent).isEmpty();
        assertThat(lost.sum()).isZero();
    }
}
