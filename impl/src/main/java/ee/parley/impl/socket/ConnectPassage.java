// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ConnectMiddleware;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way of one socket to the gate: who is it, may that one enter, then the namespace's middleware. One thread at a time. */
final class ConnectPassage {
    private final LocalSocket socket;
    private final Iterator<ConnectMiddleware> middleware;
    private final Consumer<@Nullable Throwable> decided;

    /** Whether it is known, or being found out, who the socket is. */
    private boolean identified;

    /** Whether it is known, or being found out, what it was before. */
    private boolean entered;

    /** @param decided told once: nothing, or the refusal. Called on any thread */
    ConnectPassage(LocalSocket socket, Consumer<@Nullable Throwable> decided) {
        this.socket = socket;
        this.middleware = socket.namespace().connectMiddleware().iterator();
        this.decided = decided;
    }

    void proceed() {
        CompletionStage<?> gate;
        try {
            if (!identified) {
                identified = true;
                CompletionStage<?> stage = socket.identification().establish();
                if (stage != null) {
                    stage.whenComplete(this::passed);
                    return;
                }
            }
            if (!entered) {
                entered = true;
                CompletionStage<?> stage = socket.enter();
                if (stage != null) {
                    stage.whenComplete(this::passed);
                    return;
                }
            }
            while (middleware.hasNext() && !socket.skipsMiddlewares()) {
                ConnectMiddleware next = middleware.next();
                CompletionStage<?> stage = socket.call(() -> next.connect(socket));
                if (stage != null) {
                    stage.whenComplete(this::passed);
                    return;
                }
            }
            gate = Objects.requireNonNull(socket.namespace().handler().connect(socket), "the gate has no decision");
        } catch (Throwable refusal) {
            decided.accept(refusal);
            return;
        }
        gate.whenComplete((value, refusal) -> decided.accept(refusal));
    }

    private void passed(@Nullable Object value, @Nullable Throwable refusal) {
        if (refusal != null) {
            decided.accept(refusal);
        } else {
            socket.namespace().handOver(() -> socket.attend(this::proceed));
        }
    }
}
