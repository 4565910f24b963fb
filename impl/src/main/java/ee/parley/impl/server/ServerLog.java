// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages of the wiring: 7xxx. */
final class ServerLog {
    private static final Logger LOG = System.getLogger("ee.parley.server");

    private ServerLog() {}

    /** Ours: a timer's task only hands over. */
    static void timerFailed(Throwable failure) {
        LOG.log(Level.ERROR, "PARLEY7001 A timer failed by a defect of Parley; please report it", failure);
    }
}
