// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.transaction;

import ee.parley.ServerOptions;
import ee.parley.impl.socket.Transactions;
import javax.naming.NamingException;

/** Finds the container's transactions, which not every container has. Knows none of their classes itself. */
public final class ContainerTransactions {
    private ContainerTransactions() {}

    /** Must be called on a thread that has the application's context. */
    public static Transactions find(ServerOptions options) {
        try {
            return JtaTransactions.lookUp();
        } catch (NamingException | ClassCastException | LinkageError absent) {
            if (options.emitAfterCommit()) {
                TransactionLog.noTransactions();
            }
            return Transactions.NONE;
        }
    }
}
