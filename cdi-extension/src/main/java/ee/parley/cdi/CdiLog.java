// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.Socket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;

/** The messages of the extension: 61xx; what is wrong with a deployment is in {@link Rule}: 60xx. */
final class CdiLog {
    private static final Logger LOG = System.getLogger("ee.parley.cdi");

    private CdiLog() {}

    static void nothingToServe() {
        LOG.log(Level.INFO, "PARLEY6103 There is no @SocketNamespace bean in this application: no client can join");
    }

    static void started(String path, String namespaces) {
        LOG.log(Level.INFO, "PARLEY6105 Socket.IO is served at {0}/, the namespaces: {1}", path, namespaces);
    }

    static void unmanagedThreads(String name) {
        LOG.log(
                Level.INFO,
                "PARLEY6106 The container has no {0}: handlers run on plain threads, without naming context",
                name);
    }

    /** The peer's doing, as long as the conversion is sound. */
    static void unfitName(String name, String variable, Throwable why) {
        LOG.log(Level.DEBUG, "PARLEY6119 Refused in " + name + ": its " + variable + " cannot be converted", why);
    }

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

    static void noVirtualThreads(String version) {
        LOG.log(
                Level.INFO,
                "PARLEY6127 parley.virtual-threads is set, but Java {0} has none: handlers run on the usual threads",
                version);
    }

    static void noTransactions() {
        LOG.log(
                Level.WARNING,
                "PARLEY6121 parley.emit-after-commit is set, but the container has no transactions: everything is sent at once");
    }

    static void interrupted(long count) {
        LOG.log(
                Level.WARNING,
                "PARLEY6107 {0} tasks still run after the application was told to stop and given time: they are interrupted",
                count);
    }

    /** Their threads keep the application's class loader, and nothing can be done about it from outside. */
    static void stuck(long count) {
        LOG.log(Level.ERROR, "PARLEY6108 {0} tasks ignore their interruption: their threads stay behind", count);
    }

    /** The application's doing: logged once, the server goes on. */
    static void farewellFailed(String namespace, String socketId, Throwable failure) {
        LOG.log(
                Level.ERROR,
                "PARLEY6104 The @OnDisconnect method of namespace " + namespace + " failed for socket " + socketId,
                failure);
    }
}
