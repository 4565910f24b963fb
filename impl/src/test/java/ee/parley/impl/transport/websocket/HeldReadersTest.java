// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The threads of containers whose reading cannot be stopped. */
class HeldReadersTest {
    private final HeldReaders readers = new HeldReaders();

    @Test
    void whoMayReadWaitsForNobody() {
        assertThat(readers.await(CompletableFuture.completedFuture(null))).isTrue();
    }

    @Test
    void asManyThreadsWaitAsThereAreProcessorsAndOneMoreIsTurnedAway() throws Exception {
        CompletableFuture<Void> readable = new CompletableFuture<>();
        List<Thread> threads = new ArrayList<>();
        List<Boolean> answers = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> answers.add(readers.await(readable)));
            thread.start();
            threads.add(thread);
        }
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }

        assertThat(readers.await(readable)).isFalse();
        readable.complete(null);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSameSizeAs(threads).containsOnly(true);
    }
}
