// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import ee.parley.Socket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;

/** The messages about contexts and CDI events: 61xx. */
final class ContextLog {
    private static final Logger LOG = System.getLogger("ee.parley.cdi");

    private ContextLog() {}

    /** The application's doing. */
    static void observerFailed(Type event, Throwable failure) {
        LOG.log(Level.ERROR, "PARLEY6125 An observer of " + event.getTypeName() + " failed", failure);
    }

    /** The application's doing; the other beans are destroyed all the same. */
    static void destructionFailed(Socket socket, Throwable failure) {
        LOG.log(
                Level.ERROR,
                "PARLEY6126 A @SocketScoped bean of socket " + socket.id() + " was not destroyed",
                failure);
    }
}
