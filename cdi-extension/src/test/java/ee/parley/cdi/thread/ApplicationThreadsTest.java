// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

/** Containers whose context is a word that is there or not; whatever makes a thread takes it along. */
class ApplicationThreadsTest {
    private final List<String> made = new ArrayList<>();
    private String context = "none";

    private final ThreadFactory factory = task -> {
        made.add(context);
        return new Thread(task);
    };

    private final Executor application = task -> {
        context = "application";
        task.run();
        context = "none";
    };

    @Test
    void threadIsMadeInTheApplicationsContextWhoeverNeedsIt() {
        Thread thread = started(application).named("timer").newThread(() -> {});

        assertThat(made).containsExactly("application");
        assertThat(thread.getName()).isEqualTo("timer");
        assertThat(context).isEqualTo("none");
    }

    /** As on Open Liberty, where it would begin the application once more. */
    @Test
    void theContextIsNotPutOnTheThreadThatStartsTheApplicationAndHasIt() {
        Executor beginning = task -> {
            throw new NullPointerException("the application is begun within its own beginning");
        };

        new ApplicationThreads(factory, beginning).named("timer").newThread(() -> {});

        assertThat(made).containsExactly("none");
    }

    @Test
    void anotherThreadIsGivenTheContextWhileTheApplicationStarts() throws InterruptedException {
        ThreadFactory threads = new ApplicationThreads(factory, application).named("handler");

        Thread other = new Thread(() -> threads.newThread(() -> {}));
        other.start();
        other.join();

        assertThat(made).containsExactly("application");
    }

    @Test
    void threadsAreNumbered() {
        ThreadFactory numbered = started(application).numbered("closer");

        assertThat(List.of(numbered.newThread(() -> {}), numbered.newThread(() -> {})))
                .extracting(Thread::getName)
                .containsExactly("closer-1", "closer-2");
    }

    @Test
    void threadIsMadeWithoutTheContextWhenTheContainerHasNoneAnyMore() {
        Executor stopping = task -> {
            throw new IllegalStateException("disabled");
        };
        Executor stopped = task -> {
            throw new RejectedExecutionException();
        };

        started(stopping).named("closer").newThread(() -> {});
        started(stopped).named("closer").newThread(() -> {});

        assertThat(made).containsExactly("none", "none");
    }

    private ApplicationThreads started(Executor context) {
        ApplicationThreads threads = new ApplicationThreads(factory, context);
        threads.started();
        return threads;
    }
}
