// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What {@code emitWithAck} returns: completed on the application's executor, never on a lane, and never behind the mailbox
 * of its socket, so that a handler may wait for it. Its asynchronous methods use that executor too, not the common pool.
 */
final class Answer<T> extends CompletableFuture<T> {
    private final Executor executor;

    Answer(Executor executor) {
        this.executor = executor;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Answer<>(executor);
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }
}
