// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import ee.parley.Socket;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Surrounds each callback with a request context of its own and the beans of its socket, and makes the socket the current one.
 * Thread-safe.
 */
public final class Callbacks {
    private final BeanManager beans;
    private final Bean<?> controller;
    /**
     * Those that nobody uses at the moment. Each remembers whether it was the one to activate the context, so no two callbacks
     * may have the same; but to make one takes longer than most handlers do.
     */
    private final Queue<RequestContextController> controllers = new ConcurrentLinkedQueue<>();

    private final CurrentSocket current;
    private final @Nullable SocketContext scope;

    /** The application's: a lane may be run by any thread of the container, and so may what does not block. */
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    /**
     * To be called on a thread that has the application's context.
     *
     * @param scope null where no bean is in it
     */
    public Callbacks(BeanManager beans, CurrentSocket current, @Nullable SocketContext scope) {
        this.beans = beans;
        this.controller = beans.resolve(beans.getBeans(RequestContextController.class));
        this.current = current;
        this.scope = scope;
    }

    /** Tells whether the calling thread is in a callback of the socket. */
    public boolean running(Socket socket) {
        return current.is(socket);
    }

    /** What runs in a callback. */
    @FunctionalInterface
    public interface Body {
        @Nullable
        public Object run() throws Throwable;
    }

    /**
     * Runs the body on the calling thread.
     *
     * @return what it returned
     * @throws Throwable what it threw
     */
    @Nullable
    public Object run(Socket socket, Body body) throws Throwable {
        return runFor(socket, scope, () -> runInRequest(body));
    }

    /** The same for code that throws nothing of its own. */
    void run(Socket socket, Runnable body) {
        quietly(() -> run(socket, () -> {
            body.run();
            return null;
        }));
    }

    /**
     * The same without contexts of ours: for code that the container surrounds with a request context of its own, and that runs
     * beside the socket's other callbacks, which have its beans for themselves.
     */
    void runBare(Socket socket, Runnable body) {
        quietly(() -> runFor(socket, null, () -> {
            body.run();
            return null;
        }));
    }

    private @Nullable Object runFor(Socket socket, @Nullable SocketContext scope, Body body) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader found = thread.getContextClassLoader();
        if (found == loader) {
            return runInScope(socket, scope, body);
        }
        thread.setContextClassLoader(loader);
        try {
            return runInScope(socket, scope, body);
        } finally {
            thread.setContextClassLoader(found);
        }
    }

    private @Nullable Object runInScope(Socket socket, @Nullable SocketContext scope, Body body) throws Throwable {
        Socket before = current.enter(socket);
        SocketBeans beansBefore = scope == null ? null : scope.enter(socket);
        try {
            return body.run();
        } finally {
            if (scope != null) {
                scope.leave(beansBefore);
            }
            current.leave(before);
        }
    }

    /** Runs the body on the calling thread, for no socket. */
    void run(Runnable body) {
        quietly(() -> runInRequest(() -> {
            body.run();
            return null;
        }));
    }

    /** Runs what throws nothing of its own. */
    private static void quietly(Body body) {
        try {
            body.run();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private @Nullable Object runInRequest(Body body) throws Throwable {
        RequestContextController found = controllers.poll();
        RequestContextController request = found == null ? newController() : found;
        boolean activated = request.activate();
        try {
            return body.run();
        } finally {
            if (activated) {
                request.deactivate();
            }
            controllers.add(request);
        }
    }

    private RequestContextController newController() {
        return (RequestContextController) beans.getReference(
                controller, RequestContextController.class, beans.createCreationalContext(controller));
    }

    /** The same as {@link #run(Socket, Body)} for code that throws exceptions only. */
    <T extends @Nullable Object> T call(Socket socket, Callable<T> body) throws Exception {
        return exceptionsOnly(() -> run(socket, body::call));
    }

    /** Runs the body on the calling thread, for no socket. */
    <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
        return exceptionsOnly(() -> runInRequest(body::call));
    }

    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // what the body returned
    private static <T extends @Nullable Object> T exceptionsOnly(Body body) throws Exception {
        try {
            return (T) body.run();
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
