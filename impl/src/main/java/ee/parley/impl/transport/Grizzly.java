// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.lang.reflect.Field;
import java.util.Optional;
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
     * Returns what drops a request's connection with all that has not been written, from any thread, as often as one likes.
     *
     * @param request while it is served: later, what it leads to may be another client's
     * @return what drops it; nothing where the connection is none of Grizzly's
     */
    public static Optional<Runnable> whatDrops(HttpServletRequest request) {
        ServletRequest facade = ContainersRequest.of(request);
        if (Undertow.made(facade)) {
            return Optional.empty(); // known without an exception for each connection
        }
        try {
            Object coyote = call(call(facade, "getUnwrappedCoyoteRequest"), "getCoyoteRequest");
            Object connection = call(call(coyote, "getContext"), "getConnection");
            return Optional.ofNullable(connection).map(grizzlys -> () -> terminate(grizzlys));
        } catch (ReflectiveOperationException | RuntimeException another) {
            return Optional.empty();
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
        if (!connection.getClass().getName().startsWith("org.apache.catalina.connector.")) {
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
