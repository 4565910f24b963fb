// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The container's threads that wait until their peer may be read on: Jakarta WebSocket has no other way to stop reading,
 * and most containers none at all.
 *
 * <p>No more of them at a time than the machine has processors, so that a crowd of peers that send too fast cannot take
 * the container's threads from the others.
 */
final class HeldReaders {
    /** Longer than a session holds a peer; so its end is never seen. */
    private static final long PATIENCE_SECONDS = 30;

    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** Waits until reading may go on; false, at once, when too many threads wait already. */
    boolean await(CompletableFuture<Void> readable) {
        if (readable.isDone()) {
            return true;
        }
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            readable.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("it never fails", e);
        } finally {
            places.release();
        }
    }
}
