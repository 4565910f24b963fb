// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import ee.parley.Socket;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The socket of the callback that the calling thread runs, as a CDI context that holds this one thing.
 *
 * <p>It is always active: so {@code @Inject Socket} used outside a callback ends in a message that says what is wrong,
 * and not in the container's word for it.
 */
public final class CurrentSocket implements Context {
    @SuppressWarnings("ThreadLocalUsage") // a static one would be the other applications', too
    private final ThreadLocal<Socket> current = new ThreadLocal<>();

    /** Makes a socket the current one, and returns the one that was, to {@link #leave} with. */
    @Nullable
    Socket enter(Socket socket) {
        Socket before = current.get();
        current.set(socket);
        return before;
    }

    void leave(@Nullable Socket before) {
        if (before == null) {
            // Must not be set to null: the entry would tie the thread to this application.
            current.remove();
        } else {
            current.set(before);
        }
    }

    /** Tells whether a socket is the current one. */
    boolean is(Socket socket) {
        return socket.equals(current.get());
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return DuringCallback.class;
    }

    @Override
    public boolean isActive() {
        return true;
    }

    /** The current socket, if there is one. */
    public Optional<Socket> running() {
        return Optional.ofNullable(current.get());
    }

    /** The current socket. */
    public Socket socket() {
        Socket socket = current.get();
        if (socket == null) {
            throw new IllegalStateException("PARLEY6109 An injected Socket is the one whose callback is running, and"
                    + " none is on thread " + Thread.currentThread().getName()
                    + ". Elsewhere take it as a parameter, or find it through Namespace.sockets().");
        }
        return socket;
    }

    @Override
    @SuppressWarnings("unchecked") // the one bean of this scope is of type Socket
    public <T> T get(Contextual<T> contextual) {
        return (T) socket();
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> creationalContext) {
        return get(contextual);
    }
}
