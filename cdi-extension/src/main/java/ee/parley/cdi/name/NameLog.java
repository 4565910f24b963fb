// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.name;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages about names: 61xx. */
final class NameLog {
    private static final Logger LOG = System.getLogger("ee.parley.cdi");

    private NameLog() {}

    /** The peer's doing, as long as the conversion is sound. */
    static void unfitName(String name, String variable, Throwable why) {
        LOG.log(Level.DEBUG, "PARLEY6119 Refused in " + name + ": its " + variable + " cannot be converted", why);
    }
}
