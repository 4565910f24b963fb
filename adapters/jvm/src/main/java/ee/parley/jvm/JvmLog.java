// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

final class JvmLog {
    private static final Logger LOG = System.getLogger("ee.parley.jvm");

    private JvmLog() {}

    static void nodeFails(String node, Throwable failure) {
        LOG.log(
                Level.WARNING,
                () -> "PARLEY4050 " + node
                        + " takes no message: its application has ended without closing it, or fails",
                failure);
    }

    static void malformed(String flaw) {
        LOG.log(Level.DEBUG, "PARLEY4051 Dropped what another node sent: {0}", flaw);
    }

    static void listenerFailed(Throwable failure) {
        LOG.log(Level.ERROR, "PARLEY4052 A message of another node was not dealt with", failure);
    }

    static void inboxFull(int bytes) {
        LOG.log(
                Level.WARNING,
                "PARLEY4053 This node is too slow: {0} bytes wait, and what other nodes send meanwhile is lost",
                bytes);
    }
}
