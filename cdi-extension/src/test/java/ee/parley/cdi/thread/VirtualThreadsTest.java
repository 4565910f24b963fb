// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(20)
class VirtualThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    private static Workers workers() {
        return Workers.virtual(VirtualThreads.find("parley-handler").orElseThrow());
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void anOlderJdkHasNone() {
        assertThat(VirtualThreads.find("parley-handler")).isEqualTo(Optional.empty());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void everyTaskHasItsOwnThreadWithTheApplicationsClassLoader() {
        Workers workers = workers();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
        workers.execute(() -> {
            thread.complete(Thread.currentThread());
            loader.complete(Thread.currentThread().getContextClassLoader());
        });
        assertThat(thread.join().toString()).startsWith("VirtualThread[").contains("parley-handler-1");
        assertThat(loader.join()).isSameAs(Thread.currentThread().getContextClassLoader());
        workers.close(LONG);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void thereMayBeAnyNumber() throws InterruptedException {
        Workers workers = workers();
        CountDownLatch begun = new CountDownLatch(1000);
        CountDownLatch open = new CountDownLatch(1);
        for (int i = 0; i < 1000; i++) {
            workers.execute(() -> {
                begun.countDown();
                try {
                    open.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        begun.await();
        assertThat(workers.size()).isEqualTo(1000);
        open.countDown();
        workers.close(LONG);
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> workers.execute(() -> {}));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void whatDoesNotEndInTimeIsInterrupted() throws InterruptedException {
        Workers workers = workers();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        workers.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                interrupted.complete(true);
            }
        });
        begun.await();
        workers.close(Duration.ofMillis(1));
        assertThat(interrupted.join()).isTrue();
    }
}
