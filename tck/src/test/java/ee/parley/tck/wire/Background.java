// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import java.util.concurrent.CompletableFuture;

/** Runs what waits for one end of a connection while the test works on another. */
final class Background {
    private Background() {}

    static CompletableFuture<Void> run(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
