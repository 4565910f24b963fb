// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of Payara and GlassFish, for what a message costs there.
 *
 * <p>It has the container's executor wait for each connection to be idle, and begins to wait anew with each message. Payara's
 * executor then looks for services along the class path of the thread's context class loader, which is more than half of the
 * cost of a message. The loader of the platform has no class path.
 */
final class Tyrus {
    private static final ClassLoader WITHOUT_CLASS_PATH = ClassLoader.getPlatformClassLoader();

    private Tyrus() {}

    /** Tells whether it is Tyrus whose connection this is. */
    static boolean made(Session socket) {
        return socket.getClass().getName().startsWith("org.glassfish.tyrus.");
    }

    /** Has this thread call Tyrus without a class path, until it is {@linkplain #restore given back} what is returned. */
    static @Nullable ClassLoader leaveClassPath() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(WITHOUT_CLASS_PATH);
        return context;
    }

    static void restore(@Nullable ClassLoader context) {
        Thread.currentThread().setContextClassLoader(context);
    }
}
