// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Ack;
import ee.parley.ErrorEnvelope;
import ee.parley.EventError;
import ee.parley.EventException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tells the client of one event that it failed: in the acknowledgement it waits for, or by an {@code exception} event. */
record FailedEvent(LocalSocket socket, String event, OptionalLong ackId) {
    /** Answers, in the application's way if it has one. Usable from any thread. */
    void because(Throwable failure) {
        CompletionStage<?> answer;
        try {
            answer = handler().failed(socket, event, failure);
        } catch (Throwable second) {
            internal(failure, second);
            return;
        }
        if (answer == null) {
            report(failure);
            return;
        }
        answer.whenComplete((value, second) -> {
            Throwable again = second == null ? null : unwrap(second);
            if (again == null) {
                sendOwn(value, failure);
            } else if (again instanceof EventException) {
                report(again);
            } else {
                internal(failure, again);
            }
        });
    }

    private NamespaceHandler handler() {
        return socket.namespace().handler();
    }

    /** What a stage reports is wrapped; what it was completed with is not. */
    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Answers in our words; only what is meant for the client is told, everything else is logged. */
    void report(Throwable failure) {
        if (!(failure instanceof EventException meant)) {
            internal(failure);
            return;
        }
        String message = meant.getMessage();
        EventError error = new EventError(event, meant.code(), message == null ? "" : message, meant.details());
        try {
            send(handler().envelope(), error);
        } catch (RuntimeException unwritable) {
            internal(failure, unwritable);
        }
    }

    private void internal(Throwable failure, Throwable second) {
        if (second != failure) {
            failure.addSuppressed(second);
        }
        internal(failure);
    }

    private void internal(Throwable failure) {
        SocketLog.handlerFailed(socket, event, failure);
        EventError error = new EventError(event, EventException.INTERNAL, "Internal error", Map.of());
        try {
            send(handler().envelope(), error);
        } catch (RuntimeException unwritable) {
            SocketLog.envelopeFailed(socket, unwritable);
            send(NamespaceHandler.STANDARD, error);
        }
    }

    private void send(ErrorEnvelope envelope, EventError error) {
        if (ackId.isPresent()) {
            acknowledge(envelope.ack(error));
        } else {
            socket.outbox().emitNow("exception", envelope.exception(error));
        }
    }

    private void sendOwn(@Nullable Object answer, Throwable failure) {
        try {
            if (ackId.isPresent()) {
                acknowledge(answer);
            } else {
                Map<String, @Nullable Object> body = new LinkedHashMap<>();
                body.put("event", event);
                body.put("error", answer instanceof Ack.Answer several ? several.values() : content(answer));
                socket.outbox().emitNow("exception", body);
            }
        } catch (RuntimeException unwritable) {
            internal(failure, unwritable);
        }
    }

    private void acknowledge(@Nullable Object answer) {
        @Nullable
        Object[] values = answer instanceof Ack.Answer several
                ? several.values().toArray()
                : new @Nullable Object[] {content(answer)};
        socket.outbox()
                .acknowledge(ackId.getAsLong(), socket.namespace().payloads().write(values));
    }

    private static @Nullable Object content(@Nullable Object answer) {
        return answer instanceof Optional<?> optional ? optional.orElse(null) : answer;
    }
}
