// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.impl.engine.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** The messages of our own WebSocket: 507x. What a client can provoke is DEBUG: at WARN any client could fill the disk. */
final class UpgradeLog {
    private static final Logger LOG = System.getLogger("ee.parley.transport");

    private UpgradeLog() {}

    /** Most likely the container's fault, and then of every upgrade: one WARNING says so, a client may cause the rest. */
    static void notUpgraded(AtomicBoolean told, Throwable failure) {
        LOG.log(
                told.getAndSet(true) ? Level.DEBUG : Level.WARNING,
                "PARLEY5071 The container did not upgrade a request (further ones are logged at DEBUG). If no client"
                        + " gets through, set parley.websocket=endpoint",
                failure);
    }

    static void neverBegun() {
        LOG.log(
                Level.WARNING,
                "PARLEY5072 The container has upgraded a request, but never opened the connection. If no client gets"
                        + " through, set parley.websocket=endpoint");
    }

    static void broken(SessionId session, Throwable failure) {
        LOG.log(Level.DEBUG, "PARLEY5073 The WebSocket of session " + session + " is broken", failure);
    }

    static void notClosed(Throwable failure) {
        LOG.log(Level.DEBUG, "PARLEY5074 An upgraded connection could not be closed in order", failure);
    }

    /** A peer that did not end the connection in time, after the close had been sent or could not be. */
    static void abandoned(SessionId session) {
        LOG.log(Level.DEBUG, "PARLEY5075 The WebSocket of session {0} cut: its peer did not close it in time", session);
    }

    /** A defect of ours, or no memory left. */
    static void deferredFailed(Throwable failure) {
        LOG.log(Level.ERROR, "PARLEY5076 What was put off for a WebSocket has failed", failure);
    }
}
