// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages of the engine: 2xxx. */
final class EngineLog {
    private static final Logger LOG = System.getLogger("ee.parley.engine");

    private EngineLog() {}

    static void opened(SessionId session, Transport transport) {
        LOG.log(Level.DEBUG, "PARLEY2001 Session {0} opened over {1}", session, transport.kind());
    }

    static void upgraded(SessionId session) {
        LOG.log(Level.DEBUG, "PARLEY2002 Session {0} upgraded to websocket", session);
    }

    /** Most often the peer's doing, so DEBUG: at WARN any client could fill the disk. */
    static void closed(SessionId session, CloseReason reason, String description) {
        LOG.log(Level.DEBUG, "PARLEY2003 Session {0} closed: {1} ({2})", session, reason, description);
    }

    static void upgradeAbandoned(SessionId session, String description) {
        LOG.log(Level.DEBUG, "PARLEY2004 Session {0} stays on polling: {1}", session, description);
    }

    /** Ours: no input may make the engine throw. */
    static void failed(SessionId session, Throwable failure) {
        LOG.log(
                Level.ERROR,
                "PARLEY2005 Session " + session + " closed by a defect of Parley; please report it",
                failure);
    }
}
