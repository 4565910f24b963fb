// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.engine.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages of namespaces and sockets: 3xxx. */
final class SocketLog {
    private static final Logger LOG = System.getLogger("ee.parley.socket");

    private SocketLog() {}

    /** The peer's doing, so DEBUG: at WARN any client could fill the disk. */
    static void violation(SessionId session, String what) {
        LOG.log(Level.DEBUG, "PARLEY3001 Session {0} closed: {1}", session, what);
    }

    static void refused(SessionId session, String namespace, String why) {
        LOG.log(Level.DEBUG, "PARLEY3002 Session {0} refused in {1}: {2}", session, namespace, why);
    }

    static void left(LocalSocket socket, Object reason) {
        LOG.log(Level.DEBUG, "PARLEY3003 Socket {0} left {1}: {2}", socket.id(), socket.namespaceName(), reason);
    }

    static void gateFailed(LocalSocket socket, Throwable failure) {
        log("PARLEY3004 The gate of " + socket.namespaceName() + " failed for socket " + socket.id(), failure);
    }

    static void handlerFailed(LocalSocket socket, String event, Throwable failure) {
        log(
                "PARLEY3005 The handler of event \"" + event + "\" of " + socket.namespaceName() + " failed for socket "
                        + socket.id(),
                failure);
    }

    static void disconnectFailed(LocalSocket socket, Throwable failure) {
        log(
                "PARLEY3006 The disconnect handler of " + socket.namespaceName() + " failed for socket " + socket.id(),
                failure);
    }

    static void rejected(LocalSocket socket, Throwable failure) {
        log("PARLEY3007 The executor takes no tasks of socket " + socket.id() + ", its connection is closed", failure);
    }

    /** The peer's doing: what it answered does not fit. */
    static void answerLeftOut(LocalNamespace namespace, String why) {
        LOG.log(Level.DEBUG, "PARLEY3008 An answer in {0} left out: {1}", namespace.name(), why);
    }

    /** The application's doing; the server that asked is not answered. */
    static void serverSideFailed(LocalNamespace namespace, String event, Throwable failure) {
        log(
                "PARLEY4081 A listener for the event \"" + event + "\" of other servers failed in " + namespace.name(),
                failure);
    }

    /** The application's doing: other nodes do not see that value. */
    static void dataLeftOut(String socketId, String name, Throwable failure) {
        log(
                "PARLEY4082 What is attached to socket " + socketId + " as \"" + name
                        + "\" cannot be written as JSON: other nodes do not see it",
                failure);
    }

    /** Ours: what an application throws has been caught before. */
    static void defect(LocalSocket socket, Throwable failure) {
        log("PARLEY3009 A defect of Parley in a task of socket " + socket.id() + "; please report it", failure);
    }

    /** Ours: the transaction has committed, and its event was to be sent. */
    static void lostAfterCommit(Throwable failure) {
        log("PARLEY3072 A defect of Parley: an event that waited for a commit was lost; please report it", failure);
    }

    /** Ours. */
    static void sequenceFailed(String namespace, Throwable failure) {
        log("PARLEY3080 A defect of Parley: an event of " + namespace + " was lost; please report it", failure);
    }

    /** The store's doing. */
    static void notKept(String socketId, String namespace, Throwable failure) {
        LOG.log(
                Level.WARNING,
                "PARLEY3081 Socket " + socketId + " of " + namespace + " cannot be recovered: it could not be stored",
                failure);
    }

    /** The store's doing; the client gets a new socket. */
    static void notRecovered(LocalSocket socket, Throwable failure) {
        LOG.log(
                Level.WARNING,
                "PARLEY3082 A client of " + socket.namespaceName() + " was not recovered: the store could not be asked",
                failure);
    }

    /** The application's doing; one client is refused. */
    static void namesFailed(String namespace, Throwable failure) {
        log("PARLEY3040 It could not be decided whether there is a namespace " + namespace, failure);
    }

    /** The application's doing; the others hear all the same. */
    static void listenerFailed(LocalNamespace namespace, Throwable failure) {
        log("PARLEY3041 A listener of namespace " + namespace.name() + " failed", failure);
    }

    static void roomEventsLeftOut(LocalNamespace namespace) {
        LOG.log(
                Level.WARNING,
                "PARLEY3042 The room listeners of {0} are too slow: {1} events wait, further ones are left out",
                namespace.name(),
                RoomWatch.MOST);
    }

    /** The application's doing, and no handler's. */
    static void listenerFailed(LocalSocket socket, String event, Throwable failure) {
        log(
                "PARLEY3050 A listener for what is sent failed at event \"" + event + "\" of socket " + socket.id()
                        + ", which is sent all the same",
                failure);
    }

    static void envelopeFailed(LocalSocket socket, Throwable failure) {
        log(
                "PARLEY3060 The ErrorEnvelope of the application failed for socket " + socket.id()
                        + ", it gets the standard one",
                failure);
    }

    private static void log(String message, Throwable failure) {
        LOG.log(Level.ERROR, message, failure);
    }
}
