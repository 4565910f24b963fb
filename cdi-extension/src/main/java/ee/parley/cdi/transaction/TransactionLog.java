// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.transaction;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages about transactions: 61xx. */
final class TransactionLog {
    private static final Logger LOG = System.getLogger("ee.parley.cdi");

    private TransactionLog() {}

    static void noTransactions() {
        LOG.log(
                Level.WARNING,
                "PARLEY6121 parley.emit-after-commit is set, but the container has no transactions: everything is sent at once");
    }
}
