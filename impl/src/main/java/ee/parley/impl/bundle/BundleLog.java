// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.bundle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;

/** The messages of the bundle: 53xx. */
final class BundleLog {
    private static final Logger LOG = System.getLogger("ee.parley.transport");

    private BundleLog() {}

    static void unreadable(URL resource, Exception failure) {
        LOG.log(Level.WARNING, "PARLEY5301 The browser bundle cannot be read from " + resource, failure);
    }
}
