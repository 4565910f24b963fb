// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import jakarta.websocket.Session;

/**
 * The WebSockets of WildFly, for what Jakarta WebSocket has no word for.
 *
 * <p>Undertow reads on while a message handler blocks, and keeps what it has read without a bound. After a close it reads on
 * for as long as the peer sends, which may be for ever. Its methods are found by reflection, since nothing of it is on a class
 * path of ours.
 */
final class UndertowSessions {
    private UndertowSessions() {}

    /** Tells whether it is Undertow whose connection this is. */
    static boolean made(Session socket) {
        return socket.getClass().getName().startsWith("io.undertow.websockets.jsr.");
    }

    /** Stops the reading of the peer; false when that cannot be done. Any thread. */
    static boolean suspendReceives(Session socket) {
        try {
            call(channel(socket), "suspendReceives");
            return true;
        } catch (ReflectiveOperationException another) {
            return false;
        }
    }

    /** Has the peer read on. Any thread. */
    static void resumeReceives(Session socket) {
        try {
            call(channel(socket), "resumeReceives");
        } catch (ReflectiveOperationException another) {
            throw new AssertionError("it could be suspended", another);
        }
    }

    /** Ends the connection, whatever has not been written; nothing happens where it has ended. Any thread. */
    static void cut(Session socket) {
        try {
            call(channel(socket), "close");
        } catch (ReflectiveOperationException another) {
            // It ends when the peer is silent for as long as the container allows.
        }
    }

    private static Object channel(Session socket) throws ReflectiveOperationException {
        return call(socket, "getWebSocketChannel");
    }

    private static Object call(Object object, String method) throws ReflectiveOperationException {
        return object.getClass().getMethod(method).invoke(object);
    }
}
