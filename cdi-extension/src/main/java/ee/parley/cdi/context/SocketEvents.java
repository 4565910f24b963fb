// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * One kind of CDI event, fired only where somebody observes it. Thread-safe.
 *
 * @param <E> the type of the event
 * @param type the type of the event
 * @param event fires it
 * @param now whether there are synchronous observers
 * @param later whether there are asynchronous ones
 */
record SocketEvents<E>(Type type, Event<E> event, boolean now, boolean later) {
    boolean isObserved() {
        return now || later;
    }

    /** Calls the synchronous observers. */
    void tell(E what) {
        if (now) {
            try {
                event.fire(what);
            } catch (RuntimeException | Error failure) {
                ContextLog.observerFailed(type, failure);
            }
        }
    }

    /** Calls the asynchronous observers, on a thread of the executor; the container gives them a request context. */
    void tellLater(E what, Executor threads) {
        if (later) {
            event.fireAsync(what, NotificationOptions.ofExecutor(threads)).whenComplete((fired, failure) -> {
                if (failure != null) {
                    ContextLog.observerFailed(type, unwrap(failure));
                }
            });
        }
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
