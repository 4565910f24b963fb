// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import jakarta.websocket.Session;

/** What an upgraded connection is for, from the request until the container opens it. */
@FunctionalInterface
interface ParkedUpgrade {
    /** The container has opened the connection. */
    WebSocketTransport opened(Session socket);
}
