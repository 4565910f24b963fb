// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages about threads that handlers run on: 61xx. */
final class ThreadLog {
    private static final Logger LOG = System.getLogger("ee.parley.cdi");

    private ThreadLog() {}

    static void unmanagedThreads(String name) {
        LOG.log(
                Level.INFO,
                "PARLEY6106 The container has no {0}: handlers run on plain threads, without naming context",
                name);
    }

    static void noVirtualThreads(String version) {
        LOG.log(
                Level.INFO,
                "PARLEY6127 parley.virtual-threads is set, but Java {0} has none: handlers run on the usual threads",
                version);
    }

    static void interrupted(long count) {
        LOG.log(
                Level.WARNING,
                "PARLEY6107 {0} tasks still run after the application was told to stop and given time: they are interrupted",
                count);
    }

    /** Their threads keep the application's class loader, and nothing can be done about it from outside. */
    static void stuck(long count) {
        LOG.log(Level.ERROR, "PARLEY6108 {0} tasks ignore their interruption: their threads stay behind", count);
    }
}
