// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.invocation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages about calls of handlers: 61xx. */
final class InvocationLog {
    private static final Logger LOG = System.getLogger("ee.parley.cdi");

    private InvocationLog() {}

    /** The application's doing: logged once, the server goes on. */
    static void farewellFailed(String namespace, String socketId, Throwable failure) {
        LOG.log(
                Level.ERROR,
                "PARLEY6104 The @OnDisconnect method of namespace " + namespace + " failed for socket " + socketId,
                failure);
    }
}
