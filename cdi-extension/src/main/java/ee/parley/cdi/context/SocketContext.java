// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import ee.parley.Socket;
import ee.parley.SocketScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The beans of each socket, as a CDI context that is active on a thread while it runs a callback of a socket. Thread-safe.
 *
 * <pre>
 *   begin --> (enter --> leave)* --> end
 * </pre>
 *
 * <p>Who enters before the beginning or after the end finds the context inactive: so nothing is made that nobody would destroy.
 */
public final class SocketContext implements AlterableContext {
    @SuppressWarnings("ThreadLocalUsage") // a static one would be the other applications', too
    private final ThreadLocal<SocketBeans> current = new ThreadLocal<>();

    private final ConcurrentMap<Socket, SocketBeans> sockets = new ConcurrentHashMap<>();

    /** Written by the thread that deploys. */
    private volatile boolean inUse;

    /** There are beans of this scope. */
    public void use() {
        inUse = true;
    }

    /** This, if there are beans of this scope. */
    public Optional<SocketContext> inUse() {
        return inUse ? Optional.of(this) : Optional.empty();
    }

    /** A socket may have beans from now on. */
    void begin(Socket socket) {
        sockets.put(socket, new SocketBeans());
    }

    /** Makes the beans of a socket those of the calling thread, and returns whose they were, to {@link #leave} with. */
    @Nullable
    SocketBeans enter(Socket socket) {
        SocketBeans before = current.get();
        set(sockets.get(socket));
        return before;
    }

    void leave(@Nullable SocketBeans before) {
        set(before);
    }

    private void set(@Nullable SocketBeans beans) {
        if (beans == null) {
            // Must not be set to null: the entry would tie the thread to this application.
            current.remove();
        } else {
            current.set(beans);
        }
    }

    /** Destroys the beans of a socket; called in a callback of it. */
    void end(Socket socket) {
        SocketBeans beans = sockets.remove(socket);
        if (beans != null) {
            beans.end(failure -> ContextLog.destructionFailed(socket, failure));
        }
    }

    /** Destroys the beans of sockets whose handlers did not come to an end when the application was stopped. */
    public void endAll() {
        sockets.keySet().forEach(this::end);
    }

    private SocketBeans beans() {
        SocketBeans beans = current.get();
        if (beans == null) {
            throw new ContextNotActiveException(
                    "PARLEY6123 A @SocketScoped bean is that of the socket whose callback is"
                            + " running, and none is on thread "
                            + Thread.currentThread().getName() + '.');
        }
        return beans;
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return SocketScoped.class;
    }

    @Override
    public boolean isActive() {
        return current.get() != null;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> contextual) {
        return beans().get(contextual);
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
        return beans().get(contextual, creation);
    }

    @Override
    public void destroy(Contextual<?> contextual) {
        beans().destroy(contextual);
    }
}
