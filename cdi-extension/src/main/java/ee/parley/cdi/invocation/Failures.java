// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.invocation;

import ee.parley.ErrorEnvelope;
import ee.parley.EventException;
import ee.parley.Socket;
import ee.parley.cdi.context.Callbacks;
import ee.parley.cdi.declaration.ErrorMethods;
import ee.parley.cdi.handler.Call;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How an application answers failed events of one namespace. Thread-safe. */
public final class Failures {
    /** The methods of the namespace's own bean, then those of all other beans. */
    private final List<ErrorMethods> methods;

    private final ErrorEnvelope envelope;
    private final Callbacks callbacks;
    private final Call.Server server;

    public Failures(List<ErrorMethods> methods, ErrorEnvelope envelope, Callbacks callbacks, Call.Server server) {
        this.methods = List.copyOf(methods);
        this.envelope = envelope;
        this.callbacks = callbacks;
        this.server = server;
    }

    ErrorEnvelope envelope() {
        return envelope;
    }

    /**
     * What an {@code @OnError} method answers to a failure; null where there is none for it.
     *
     * @param mayBlock whether the callbacks of the event may block their thread
     */
    @Nullable
    CompletionStage<?> answer(Socket socket, String event, Throwable failure, boolean mayBlock) {
        Optional<ErrorMethods.Match> found = find(failure);
        if (found.isEmpty()) {
            return null;
        }
        ErrorMethods.Match match = found.get();
        Call.Failing call = new Call.Failing(server, socket, event, match.failure());
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        Runnable task = () -> run(match.method(), call, answer);
        if (mayBlock && callbacks.running(socket)) {
            task.run();
        } else {
            // Whoever noticed the failure may be a lane, which must not block.
            server.threads().execute(task);
        }
        return answer;
    }

    private Optional<ErrorMethods.Match> find(Throwable failure) {
        boolean answered = failure instanceof EventException;
        for (ErrorMethods place : methods) {
            Optional<ErrorMethods.Match> found = place.find(failure, answered);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private void run(ErrorMethods.Method method, Call.Failing call, CompletableFuture<@Nullable Object> answer) {
        try {
            Object returned =
                    callbacks.run(call.socket(), () -> method.handler().invoke(method.reference(), call));
            if (returned instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } else {
                answer.complete(returned);
            }
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }
}
