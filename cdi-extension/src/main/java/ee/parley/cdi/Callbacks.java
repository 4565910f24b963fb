// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.Socket;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Surrounds each callback with a request context of its own, and makes its socket the current one. Thread-safe. */
final class Callbacks {
    private final BeanManager beans;
    private final Bean<?> controller;
    private final CurrentSocket current;

    Callbacks(BeanManager beans, CurrentSocket current) {
        this.beans = beans;
        this.controller = beans.resolve(beans.getBeans(RequestContextController.class));
        this.current = current;
    }

    /** Tells whether the calling thread is in a callback of the socket. */
    boolean running(Socket socket) {
        return current.is(socket);
    }

    /** What runs in a callback. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object run() throws Throwable;
    }

    /**
     * Runs the body on the calling thread.
     *
     * @return what it returned
     * @throws Throwable what it threw
     */
    @Nullable
    Object run(Socket socket, Body body) throws Throwable {
        // One controller for each callback, because it remembers whether it was the one to activate the context.
        RequestContextController request = (RequestContextController) beans.getReference(
                controller, RequestContextController.class, beans.createCreationalContext(controller));
        boolean activated = request.activate();
        Socket before = current.enter(socket);
        try {
            return body.run();
        } finally {
            current.leave(before);
            if (activated) {
                request.deactivate();
            }
        }
    }

    /** The same for code that throws exceptions only. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what the body returned
    <T extends @Nullable Object> T call(Socket socket, Callable<T> body) throws Exception {
        try {
            return (T) run(socket, body::call);
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
