// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();
    private boolean stopping;
    private final Inbox inbox = new Inbox(this::execute, 1000);

    private void execute(Runnable task) {
        if (stopping) {
            throw new RejectedExecutionException();
        }
        threads.add(task);
    }

    private boolean offer(int number, int bytes) {
        return inbox.offer(() -> done.add(number), bytes);
    }

    @Test
    void whoeverOffersRunsNothing() {
        assertThat(offer(1, 10)).isTrue();
        assertThat(offer(2, 10)).isTrue();

        assertThat(done).isEmpty();
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void whatDoesNotFitIsTurnedAwayUntilThereIsRoom() {
        assertThat(offer(1, 900)).isTrue();
        assertThat(offer(2, 100)).isFalse();
        inbox.add(() -> done.add(3));
        threads.remove().run();
        assertThat(offer(4, 100)).isTrue();
        threads.remove().run();

        assertThat(done).containsExactly(1, 3, 4);
    }

    @Test
    void aMessageThatIsBiggerThanAllRoomFitsWhenNothingElseWaits() {
        assertThat(offer(1, 5000)).isTrue();
        assertThat(offer(2, 1)).isFalse();
    }

    @Test
    void aThreadIsGivenBackAfterAWhile() {
        IntStream.range(0, 300).forEach(i -> inbox.add(() -> done.add(i)));

        threads.remove().run();

        assertThat(done).hasSize(256);
        threads.remove().run();
        assertThat(done).hasSize(300);
        assertThat(threads).isEmpty();
    }

    @Test
    void aTaskThatFailsDoesNotStopWhatComesBehindIt() {
        inbox.add(() -> {
            throw new IllegalStateException("on purpose");
        });
        offer(2, 10);
        threads.remove().run();
        offer(3, 10);
        threads.remove().run();

        assertThat(done).containsExactly(2, 3);
    }

    @Test
    void anApplicationThatIsStoppingTakesNothingButWhatIsCertain() {
        offer(1, 10);
        inbox.add(() -> done.add(2));
        Runnable drain = threads.remove();
        IntStream.range(0, 256).forEach(i -> inbox.add(() -> {}));
        offer(3, 10);
        inbox.add(() -> done.add(4));
        stopping = true;

        drain.run();
        assertThat(done).containsExactly(1, 2, 4);
        assertThat(offer(5, 10)).isFalse();
        inbox.add(() -> done.add(6));
        assertThat(done).containsExactly(1, 2, 4, 6);
    }
}
