// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.EventException;
import ee.parley.EventListener;
import ee.parley.EventMiddleware;
import ee.parley.IncomingEvent;
import ee.parley.impl.lane.Mailbox;
import ee.parley.impl.lane.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way of one event through its socket's middleware and listeners. One thread at a time.
 *
 * <pre>
 *   middleware --null--> next one --...--> catch-all listeners --> the application's handler --> listeners of the event
 *      |   ^
 *      |   +--stage completed-- (no thread)
 *      +--throws, stage failed, has answered--> the end
 * </pre>
 */
final class EventPassage {
    /** By then an asynchronous middleware has decided, or nobody waits for it any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalSocket socket;
    private final ReceivedEvent event;
    private final SocketListeners listeners;
    private final Supplier<Mailbox.Pause> pausing;
    private final Iterator<EventMiddleware> middleware;

    /** @param pausing makes the events wait that must not overtake this one */
    EventPassage(LocalSocket socket, ReceivedEvent event, SocketListeners listeners, Supplier<Mailbox.Pause> pausing) {
        this.socket = socket;
        this.event = event;
        this.listeners = listeners;
        this.pausing = pausing;
        List<EventMiddleware> all = new ArrayList<>(socket.namespace().handler().eventMiddleware());
        all.addAll(listeners.middleware());
        this.middleware = all.iterator();
    }

    void proceed() {
        try {
            while (middleware.hasNext()) {
                EventMiddleware next = middleware.next();
                CompletionStage<?> stage = socket.call(() -> next.event(socket, event));
                if (stage != null) {
                    await(next, stage);
                    return;
                }
                if (event.decided()) {
                    return;
                }
            }
            for (Consumer<IncomingEvent> listener : listeners.any()) {
                socket.call(() -> {
                    listener.accept(event);
                    return null;
                });
            }
        } catch (Throwable failure) {
            event.fail(failure);
            return;
        }
        hear(listeners.listenersOf(event.name()));
    }

    private void await(EventMiddleware asked, CompletionStage<?> stage) {
        Mailbox.Pause pause = pausing.get();
        CompletableFuture<Object> decision = new CompletableFuture<>();
        try {
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    decision.complete(true);
                } else {
                    decision.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException unsupported) {
            decision.completeExceptionally(unsupported);
        }
        Timers.Timeout limit = decision.isDone() ? () -> {} : limit(asked, decision);
        var unused = decision.whenComplete((passed, failure) -> {
            limit.cancel();
            pause.resume(() -> {
                if (failure != null) {
                    event.fail(failure);
                } else if (!event.decided()) {
                    proceed();
                }
            });
        });
    }

    private Timers.Timeout limit(EventMiddleware asked, CompletableFuture<?> decision) {
        return socket.namespace()
                .timers()
                .schedule(
                        PATIENCE,
                        () -> decision.completeExceptionally(new IllegalStateException(asked.getClass()
                                        .getName() + " has not decided within " + PATIENCE.toSeconds() + " seconds")));
    }

    private void hear(List<EventListener> own) {
        boolean answered = false;
        try {
            answered = socket.namespace().handler().event(socket, event, !own.isEmpty());
            if (!answered && own.isEmpty()) {
                throw nobodyHandles(event);
            }
        } catch (Throwable failure) {
            event.fail(failure);
        }
        for (EventListener listener : own) {
            answered |= hear(listener);
        }
        if (!answered) {
            event.ack();
        }
    }

    /** Tells whether the listener answers later. */
    private boolean hear(EventListener listener) {
        try {
            Object result = socket.call(() -> listener.event(event));
            if (result instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> {
                    if (failure != null) {
                        event.fail(failure);
                    } else if (value == null) {
                        event.ack();
                    } else {
                        event.answer(value);
                    }
                });
                return true;
            }
            if (result != null) {
                event.answer(result);
            }
        } catch (Throwable failure) {
            event.fail(failure);
        }
        return false;
    }

    static EventException nobodyHandles(IncomingEvent event) {
        return new EventException(EventException.NOT_FOUND, "no handler for event \"" + event.name() + '"');
    }
}
