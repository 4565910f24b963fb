// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of Payara and GlassFish, for what the servlet API has no word for.
 *
 * <p>Grizzly closes a connection when it has written all that it was given, and it takes four times what the kernel does: for
 * a peer that never reads, that is never. It is found by reflection, since nothing of it is on a class path of ours.
 */
public final class Grizzly {
    private Grizzly() {}

    /**
     * Returns what drops a connection with all that has not been written, from any thread, as often as one likes.
     *
     * @param connection as the container opened it: later, what it leads to may be another client's
     * @return what drops it; does nothing where the connection is none of Grizzly's
     */
    public static Runnable whatDrops(WebConnection connection) {
        if (!isCatalinas(connection)) {
            return Grizzly::nothing;
        }
        try {
            Object request = field(connection.getClass(), "request").get(connection);
            Object grizzly = call(call(call(request, "getCoyoteRequest"), "getContext"), "getConnection");
            return grizzly == null ? Grizzly::nothing : () -> terminate(grizzly);
        } catch (ReflectiveOperationException | RuntimeException another) {
            return Grizzly::nothing;
        }
    }

    /**
     * Has a connection's request forget its handler. Requests are kept for those that come, each with its last handler: a class
     * of an application, whose class loader would stay when that has been undeployed.
     *
     * @param connection as the container opened it
     * @param handler whom the container destroys now
     */
    public static void forget(WebConnection connection, HttpUpgradeHandler handler) {
        if (!isCatalinas(connection)) {
            return;
        }
        try {
            Object request = field(connection.getClass(), "request").get(connection);
            if (request != null) {
                Field last = field(request.getClass(), "httpUpgradeHandler");
                if (last.get(request) == handler) {
                    last.set(request, null);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException another) {
            // It keeps what it keeps.
        }
    }

    private static boolean isCatalinas(WebConnection connection) {
        return connection.getClass().getName().startsWith("org.apache.catalina.connector.");
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    private static void nothing() {}

    private static void terminate(Object connection) {
        try {
            call(connection, "terminateSilently");
        } catch (ReflectiveOperationException another) {
            // It is closed when all is written.
        }
    }

    private static @Nullable Object call(@Nullable Object object, String method) throws ReflectiveOperationException {
        if (object == null) {
            throw new NoSuchMethodException(method);
        }
        return object.getClass().getMethod(method).invoke(object);
    }
}
