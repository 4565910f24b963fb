// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.transaction;

import ee.parley.impl.socket.Transactions;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The container's transactions. Thread-safe.
 *
 * <p>One synchronization for each transaction that sends anything, because the order of several is the container's to choose.
 */
final class JtaTransactions implements Transactions {
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private final TransactionSynchronizationRegistry registry;

    /** Ours in each transaction: another application that takes part in one has a key of its own. */
    private final Object key = new Object();

    JtaTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /**
     * The container's. Must be called on a thread that has the application's context.
     *
     * @throws NamingException when it has none
     */
    @SuppressWarnings("BanJNDI") // the name is a constant, and the container's own
    static Transactions lookUp() throws NamingException {
        return new JtaTransactions((TransactionSynchronizationRegistry) new InitialContext().lookup(REGISTRY));
    }

    @Override
    public <O extends Outcome> Optional<O> bound(Class<O> type, Supplier<O> newcomer) {
        int status = registry.getTransactionStatus();
        if (status == Status.STATUS_NO_TRANSACTION) {
            return Optional.empty();
        }
        Object known = registry.getResource(key);
        if (known != null) {
            return Optional.of(type.cast(known));
        }
        return isOver(status) ? after(status, newcomer) : bind(newcomer);
    }

    private <O extends Outcome> Optional<O> bind(Supplier<O> newcomer) {
        O outcome = newcomer.get();
        try {
            registry.registerInterposedSynchronization(new Listener(outcome));
            registry.putResource(key, outcome);
            return Optional.of(outcome);
        } catch (RuntimeException refused) {
            // Not only IllegalStateException: containers throw their own when the transaction has timed out meanwhile.
            int status = registry.getTransactionStatus();
            if (isOver(status)) {
                return after(status, newcomer);
            }
            throw new IllegalStateException(
                    "PARLEY6120 The transaction is completing, so nothing can be bound to it any more. Send the event"
                            + " before, or with afterCommit(false).",
                    refused);
        }
    }

    /** Tells whether the outcome is known. */
    private static boolean isOver(int status) {
        return switch (status) {
            case Status.STATUS_NO_TRANSACTION,
                    Status.STATUS_COMMITTED,
                    Status.STATUS_MARKED_ROLLBACK,
                    Status.STATUS_ROLLING_BACK,
                    Status.STATUS_ROLLEDBACK -> true;
            default -> false;
        };
    }

    private static <O extends Outcome> Optional<O> after(int status, Supplier<O> newcomer) {
        if (status == Status.STATUS_COMMITTED || status == Status.STATUS_NO_TRANSACTION) {
            return Optional.empty();
        }
        O outcome = newcomer.get();
        outcome.rolledBack();
        return Optional.of(outcome);
    }

    /** Hears how the transaction ends, on whichever thread ends it. */
    private record Listener(Outcome outcome) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                outcome.committed();
            } else {
                outcome.rolledBack();
            }
        }
    }
}
