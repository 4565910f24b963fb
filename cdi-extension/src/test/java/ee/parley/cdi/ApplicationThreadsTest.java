// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

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
        Thread thread =
                new ApplicationThreads(factory, application).named("timer").newThread(() -> {});

        assertThat(made).containsExactly("application");
        assertThat(thread.getName()).isEqualTo("timer");
        assertThat(context).isEqualTo("none");
    }

    @Test
    void threadsAreNumbered() {
        ThreadFactory numbered = new ApplicationThreads(factory, application).numbered("closer");

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

        new ApplicationThreads(factory, stopping).named("closer").newThread(() -> {});
        new ApplicationThreads(factory, stopped).named("closer").newThread(() -> {});

        assertThat(made).containsExactly("none", "none");
    }
}
