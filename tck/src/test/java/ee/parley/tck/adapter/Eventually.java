// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for what other nodes do, which may take the engine a while: two that start at the same moment may have to find each other. */
final class Eventually {
    static final int SECONDS = 60;

    private Eventually() {}

    static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not completed within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** How a stage ends, when either is right. */
    static boolean succeeds(CompletionStage<?> stage) {
        return of(stage.handle((value, failure) -> failure == null));
    }

    /** Asks again and again: nobody tells when the answer changes. */
    static <T> void is(T expected, Supplier<T> question) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        T answer = question.get();
        while (!answer.equals(expected)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still " + answer + " and not " + expected + " after " + SECONDS + " s");
            }
            pause();
            answer = question.get();
        }
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
