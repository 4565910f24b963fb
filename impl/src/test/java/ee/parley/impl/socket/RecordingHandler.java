// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ConnectMiddleware;
import ee.parley.DisconnectReason;
import ee.parley.EventMiddleware;
import ee.parley.Socket;
import ee.parley.SocketAuthenticator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Keeps what it hears, in words, and then does what the test wants. */
final class RecordingHandler implements NamespaceHandler {
    final List<Socket> sockets = new ArrayList<>();
    Function<Socket, CompletionStage<?>> gate = socket -> CompletableFuture.completedFuture(null);
    List<ConnectMiddleware> connectMiddleware = List.of();
    List<EventMiddleware> eventMiddleware = List.of();
    Map<String, Dispatch> dispatch = Map.of();
    boolean handles = true;
    Optional<SocketAuthenticator> authenticator = Optional.empty();
    BiConsumer<Socket, UnboundEvent> onEvent = (socket, event) -> {};
    BiConsumer<Socket, DisconnectReason> onDisconnect = (socket, reason) -> {};
    private final List<String> heard = new ArrayList<>();
    private final List<AssertionError> failed = new ArrayList<>();

    @Override
    public Optional<SocketAuthenticator> authenticator() {
        return authenticator;
    }

    @Override
    public CompletionStage<?> connect(Socket socket) {
        sockets.add(socket);
        heard.add("connect");
        return gate.apply(socket);
    }

    @Override
    public boolean event(Socket socket, UnboundEvent event, boolean listened) {
        heard.add("event " + event.name() + event.json());
        watch(() -> onEvent.accept(socket, event));
        return handles;
    }

    @Override
    public void disconnect(Socket socket, DisconnectReason reason) {
        heard.add("disconnect " + reason);
        watch(() -> onDisconnect.accept(socket, reason));
    }

    @Override
    public Dispatch dispatch(String event) {
        return dispatch.getOrDefault(event, Dispatch.SERIAL);
    }

    @Override
    public List<ConnectMiddleware> connectMiddleware() {
        return connectMiddleware;
    }

    @Override
    public List<EventMiddleware> eventMiddleware() {
        return eventMiddleware;
    }

    private void watch(Runnable callback) {
        try {
            callback.run();
        } catch (AssertionError e) {
            failed.add(e);
            throw e;
        }
    }

    Socket last() {
        return sockets.get(sockets.size() - 1);
    }

    /** What was heard since the last call. Throws what an assertion in a callback threw, which the broker has caught. */
    List<String> takeHeard() {
        if (!failed.isEmpty()) {
            throw failed.get(0);
        }
        List<String> copy = List.copyOf(heard);
        heard.clear();
        return copy;
    }
}
