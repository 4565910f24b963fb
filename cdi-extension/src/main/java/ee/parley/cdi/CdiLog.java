// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.cdi.problem.Rule;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages about the server as a whole: 61xx; what is wrong with a deployment is in {@link Rule}: 60xx. */
final class CdiLog {
    private static final Logger LOG = System.getLogger("ee.parley.cdi");

    private CdiLog() {}

    static void nothingToServe() {
        LOG.log(Level.INFO, "PARLEY6103 There is no @SocketNamespace bean in this application: no client can join");
    }

    static void started(String path, String namespaces) {
        LOG.log(Level.INFO, "PARLEY6105 Socket.IO is served at {0}/, the namespaces: {1}", path, namespaces);
    }
}
