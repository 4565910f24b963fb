// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.DisconnectReason;
import ee.parley.ErrorEnvelope;
import ee.parley.Socket;
import ee.parley.impl.socket.NamespaceHandler;
import ee.parley.impl.socket.UnboundEvent;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls the methods of one namespace bean, through its contextual reference. Thread-safe. */
final class ContextualHandler implements NamespaceHandler {
    private final NamespaceBean bean;
    private final Object reference;
    private final Callbacks callbacks;
    private final Call.Server server;
    private final Failures failures;

    ContextualHandler(
            NamespaceBean bean, Object reference, Callbacks callbacks, Call.Server server, Failures failures) {
        this.bean = bean;
        this.reference = reference;
        this.callbacks = callbacks;
        this.server = server;
        this.failures = failures;
    }

    @Override
    public CompletionStage<?> connect(Socket socket) {
        if (bean.gate().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Handler gate = bean.gate().get();
        try {
            Object returned = call(gate, new Call.Entering(server, socket));
            return gate.result().stage() ? stage(gate, returned) : CompletableFuture.completedFuture(null);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(Validation.ofGate(gate, failure));
        }
    }

    private static CompletionStage<?> stage(Handler handler, @Nullable Object returned) {
        if (returned == null) {
            throw new IllegalStateException(
                    Methods.place(handler.method()) + " returned null instead of a CompletionStage");
        }
        return (CompletionStage<?>) returned;
    }

    @Override
    public boolean event(Socket socket, UnboundEvent event, boolean listened) {
        Handler handler = bean.events().get(event.name());
        if (handler == null) {
            return false;
        }
        try {
            callbacks.run(socket, () -> {
                handle(handler, new Call.Handling(server, socket, event));
                return null;
            });
        } catch (Throwable failure) {
            event.fail(failure);
        }
        return true;
    }

    /** A failure is answered in the callback that failed: so an {@code @OnError} method finds its request context. */
    private void handle(Handler handler, Call.Handling call) {
        UnboundEvent event = call.event();
        try {
            Object returned = handler.invoke(reference, call);
            switch (handler.result()) {
                case EMPTY -> event.ack();
                case VALUE -> event.answer(returned);
                case STAGE -> Answers.sendLater(event, stage(handler, returned), false);
                case EMPTY_STAGE -> Answers.sendLater(event, stage(handler, returned), true);
                case ACK -> {}
            }
        } catch (Throwable failure) {
            event.fail(Validation.ofEvent(handler, failure));
        }
    }

    @Override
    public @Nullable CompletionStage<?> failed(Socket socket, String event, Throwable failure) {
        return failures.answer(socket, event, failure);
    }

    @Override
    public ErrorEnvelope envelope() {
        return failures.envelope();
    }

    @Override
    public void disconnect(Socket socket, DisconnectReason reason) {
        if (bean.farewell().isEmpty()) {
            return;
        }
        try {
            Object returned = call(bean.farewell().get(), new Call.Leaving(server, socket, reason));
            if (returned instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> {
                    if (failure != null) {
                        CdiLog.farewellFailed(bean.name(), socket.id(), failure);
                    }
                });
            }
        } catch (Throwable failure) {
            CdiLog.farewellFailed(bean.name(), socket.id(), failure);
        }
    }

    @Override
    public <T extends @Nullable Object> T call(Socket socket, Callable<T> body) throws Exception {
        return callbacks.call(socket, body);
    }

    private @Nullable Object call(Handler handler, Call call) throws Throwable {
        return callbacks.run(call.socket(), () -> handler.invoke(reference, call));
    }
}
