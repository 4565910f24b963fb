// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

final class JGroupsLog {
    private static final Logger LOG = System.getLogger("ee.parley.jgroups");

    private JGroupsLog() {}

    static void cannotConnect(String cluster, Throwable failure, Duration again) {
        LOG.log(
                Level.WARNING,
                () -> "PARLEY4060 This node is alone, " + cluster + " cannot be joined; next attempt in " + again,
                failure);
    }

    static void connected(String cluster, String node) {
        LOG.log(Level.INFO, "PARLEY4061 Joined {0} as {1}", cluster, node);
    }

    static void malformed(String node, String flaw) {
        LOG.log(Level.DEBUG, "PARLEY4062 Dropped what {0} sent: {1}", node, flaw);
    }

    static void listenerFailed(Throwable failure) {
        LOG.log(Level.ERROR, "PARLEY4063 What another node said was not dealt with", failure);
    }

    static void outboxFull(String node, int bytes) {
        LOG.log(
                Level.WARNING,
                "PARLEY4064 Node {0} is too slow or away: {1} bytes wait for it, and more is lost",
                node,
                bytes);
    }

    static void notSent(String node, Throwable failure) {
        LOG.log(Level.WARNING, () -> "PARLEY4065 A message to node " + node + " is lost", failure);
    }
}
