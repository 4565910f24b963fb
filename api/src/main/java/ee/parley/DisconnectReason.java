// SPDX-License-Identifier: Apache-2.0
package ee.parley;

/**
 * Why a socket left its namespace, in the words of the reference server.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnect">Socket.IO: disconnect</a>
 * @since 0.1
 */
public enum DisconnectReason {
    /** The connection broke: a WebSocket error, a protocol violation of the transport, a message over the size limit. */
    TRANSPORT_ERROR("transport error"),
    /** The client closed the connection. */
    TRANSPORT_CLOSE("transport close"),
    /** The server closed the connection because the client broke the Socket.IO protocol. */
    FORCED_CLOSE("forced close"),
    /** The client did not answer a ping within the ping timeout. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent an Engine.IO packet that could not be decoded. */
    PARSE_ERROR("parse error"),
    /** The server, or the application, is being stopped. Clients reconnect by themselves. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The server closed the connection without the client's confirmation, or the client never joined a namespace. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server made the socket leave: {@link RemoteSocket#disconnect(boolean)}. Clients do not reconnect. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The socket's {@link Identity} has expired. Clients see that the server made them leave, and do not reconnect. */
    IDENTITY_EXPIRED("identity expired");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /**
     * Returns the reason as the reference server spells it.
     *
     * @return for example {@code transport close}
     */
    public String text() {
        return text;
    }

    /**
     * Returns the reason as the reference server spells it.
     *
     * @return for example {@code transport close}
     */
    @Override
    public String toString() {
        return text;
    }
}
