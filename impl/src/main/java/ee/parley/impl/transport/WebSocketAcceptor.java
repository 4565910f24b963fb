// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What the front door hands WebSocket handshakes to that have passed all checks. Thread-safe. */
public interface WebSocketAcceptor {
    /** Upgrades a handshake; the session opens, under that id, with the connection. */
    void connect(HttpServletRequest request, HttpServletResponse response, SessionId id, HandshakeRequest handshake);

    /** Upgrades a request with the id of a session; the connection is the session's candidate. */
    void probe(HttpServletRequest request, HttpServletResponse response, Session session);

    /** Lets go of the connections that are still there, after their sessions have ended: there are no timers any more. */
    void close();
}
