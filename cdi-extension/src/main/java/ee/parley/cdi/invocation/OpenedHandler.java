// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.invocation;

import ee.parley.ConnectMiddleware;
import ee.parley.DisconnectReason;
import ee.parley.ErrorEnvelope;
import ee.parley.EventMiddleware;
import ee.parley.Socket;
import ee.parley.SocketAuthenticator;
import ee.parley.cdi.declaration.Before;
import ee.parley.impl.socket.NamespaceHandler;
import ee.parley.impl.socket.UnboundEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Serves the namespaces that the application opens itself: everybody is admitted, listeners hear the events, and what holds
 * for all beans holds for them. Thread-safe.
 */
public final class OpenedHandler implements NamespaceHandler {
    private final Before before;
    private final Failures failures;
    private final Optional<SocketAuthenticator> authenticator;

    public OpenedHandler(Before before, Failures failures, Optional<SocketAuthenticator> authenticator) {
        this.before = before;
        this.failures = failures;
        this.authenticator = authenticator;
    }

    @Override
    public Optional<SocketAuthenticator> authenticator() {
        return authenticator;
    }

    @Override
    public CompletionStage<?> connect(Socket socket) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean event(Socket socket, UnboundEvent event, boolean listened) {
        return false;
    }

    @Override
    public void disconnect(Socket socket, DisconnectReason reason) {}

    @Override
    public List<ConnectMiddleware> connectMiddleware() {
        return before.connect();
    }

    @Override
    public List<EventMiddleware> eventMiddleware() {
        return before.event();
    }

    @Override
    public @Nullable CompletionStage<?> failed(Socket socket, String event, Throwable failure) {
        return failures.answer(socket, event, failure, true);
    }

    @Override
    public ErrorEnvelope envelope() {
        return failures.envelope();
    }
}
