// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The answer to an event that is sent when a transaction commits. The thread in the transaction cannot wait for it, since it
 * would never come to commit: so it is told, instead of waiting for ever.
 */
final class BoundAnswer<T> extends CompletableFuture<T> {
    private final Executor executor;
    private final CommitQueue transaction;
    private final Thread binder;

    BoundAnswer(Executor executor, CommitQueue transaction) {
        this(executor, transaction, Thread.currentThread());
    }

    private BoundAnswer(Executor executor, CommitQueue transaction, Thread binder) {
        this.executor = executor;
        this.transaction = transaction;
        this.binder = binder;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        checkWait();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        checkWait();
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        checkWait();
        return super.join();
    }

    private void checkWait() {
        if (!isDone() && Thread.currentThread() == binder && transaction.isWaiting()) {
            throw new IllegalStateException(
                    "PARLEY3071 This answer comes after the transaction that waits for it: the"
                            + " event is sent when it commits. Send it with afterCommit(false), or wait outside the transaction.");
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new BoundAnswer<>(executor, transaction, binder);
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }
}
