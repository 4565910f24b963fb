// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import ee.parley.impl.engine.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The messages of WebSocket: 52xx. What a client can provoke is DEBUG: at WARN any client could fill the disk. */
final class WebSocketLog {
    private static final Logger LOG = System.getLogger("ee.parley.transport");

    private WebSocketLog() {}

    /** Most likely the container's fault, and then of every upgrade: one WARNING says so, a client may cause the rest. */
    static void notUpgraded(AtomicBoolean told, @Nullable Throwable failure) {
        LOG.log(
                told.getAndSet(true) ? Level.DEBUG : Level.WARNING,
                "PARLEY5201 The container did not upgrade a request to WebSocket (further ones are logged at DEBUG)",
                failure);
    }

    static void withoutToken() {
        LOG.log(Level.DEBUG, "PARLEY5202 A WebSocket connection to the internal path closed: it named no upgrade");
    }

    static void broken(SessionId session, Throwable failure) {
        LOG.log(Level.DEBUG, "PARLEY5203 The WebSocket of session " + session + " is broken", failure);
    }

    static void notClosed(SessionId session, Throwable failure) {
        LOG.log(Level.DEBUG, "PARLEY5204 The WebSocket of session " + session + " could not be closed", failure);
    }
}
