// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.invocation;

import ee.parley.ConnectMiddleware;
import ee.parley.DisconnectReason;
import ee.parley.ErrorEnvelope;
import ee.parley.EventException;
import ee.parley.EventMiddleware;
import ee.parley.Identity;
import ee.parley.Socket;
import ee.parley.SocketAuthenticator;
import ee.parley.cdi.context.Callbacks;
import ee.parley.cdi.declaration.Before;
import ee.parley.cdi.declaration.NamespaceBean;
import ee.parley.cdi.handler.Access;
import ee.parley.cdi.handler.Call;
import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.handler.Methods;
import ee.parley.impl.socket.Dispatch;
import ee.parley.impl.socket.NamespaceHandler;
import ee.parley.impl.socket.UnboundEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls the methods of one namespace bean, through its contextual reference. Thread-safe. */
public final class ContextualHandler implements NamespaceHandler {
    private final NamespaceBean bean;
    private final Object reference;
    private final Callbacks callbacks;
    private final Call.Server server;
    private final Before before;
    private final Failures failures;
    private final Optional<SocketAuthenticator> authenticator;

    public ContextualHandler(
            NamespaceBean bean,
            Object reference,
            Callbacks callbacks,
            Call.Server server,
            Before before,
            Failures failures,
            Optional<SocketAuthenticator> authenticator) {
        this.bean = bean;
        this.reference = reference;
        this.callbacks = callbacks;
        this.server = server;
        this.before = before;
        this.failures = failures;
        this.authenticator = authenticator;
    }

    @Override
    public Optional<SocketAuthenticator> authenticator() {
        return authenticator;
    }

    @Override
    public boolean admits(Identity caller) {
        return bean.admits(caller);
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
    public List<ConnectMiddleware> connectMiddleware() {
        return before.connect();
    }

    @Override
    public List<EventMiddleware> eventMiddleware() {
        return before.event();
    }

    @Override
    public Dispatch dispatch(String event) {
        return bean.dispatching().of(event);
    }

    @Override
    public boolean event(Socket socket, UnboundEvent event, boolean listened) {
        Handler handler = bean.events().get(event.name());
        if (bean.any().isPresent()) {
            boolean last = handler == null && !listened;
            boolean passed = handle(bean.any().get(), new Call.Handling(server, socket, event), last);
            if (last || !passed) {
                return true;
            }
        }
        if (handler == null) {
            return false;
        }
        handle(handler, new Call.Handling(server, socket, event), true);
        return true;
    }

    /** False when the handler threw, which is the answer. */
    private boolean handle(Handler handler, Call.Handling call, boolean answers) {
        try {
            return callbacks.run(call.socket(), () -> invoke(handler, call, answers)) == Boolean.TRUE;
        } catch (Throwable failure) {
            call.event().fail(failure);
            return false;
        }
    }

    /** A failure is answered in the callback that failed: so an {@code @OnError} method finds its request context. */
    private Boolean invoke(Handler handler, Call.Handling call, boolean answers) {
        UnboundEvent event = call.event();
        try {
            Access access = handler.access();
            if (!access.everybody() && !access.granted(call.socket()::isUserInRole)) {
                throw new EventException(EventException.FORBIDDEN, "Forbidden");
            }
            Object returned = handler.invoke(reference, call);
            if (answers) {
                answer(handler, event, returned);
            } else if (handler.result().stage()) {
                Answers.watch(event, stage(handler, returned));
            }
            return true;
        } catch (Throwable failure) {
            event.fail(Validation.ofEvent(handler, failure));
            return false;
        }
    }

    private static void answer(Handler handler, UnboundEvent event, @Nullable Object returned) {
        switch (handler.result()) {
            case EMPTY -> event.ack();
            case VALUE -> event.answer(returned);
            case STAGE -> Answers.sendLater(event, stage(handler, returned), false);
            case EMPTY_STAGE -> Answers.sendLater(event, stage(handler, returned), true);
            case ACK -> {}
        }
    }

    @Override
    public @Nullable CompletionStage<?> failed(Socket socket, String event, Throwable failure) {
        return failures.answer(socket, event, failure, dispatch(event) != Dispatch.NON_BLOCKING);
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
                        InvocationLog.farewellFailed(bean.name(), socket.id(), failure);
                    }
                });
            }
        } catch (Throwable failure) {
            InvocationLog.farewellFailed(bean.name(), socket.id(), failure);
        }
    }

    private @Nullable Object call(Handler handler, Call call) throws Throwable {
        return callbacks.run(call.socket(), () -> handler.invoke(reference, call));
    }
}
