// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.Optional;
import java.util.function.Supplier;

/** The transactions that the application's threads are in: what is sent can wait for their outcome. */
public interface Transactions {
    /** Where there are no transactions. */
    Transactions NONE = new Transactions() {
        @Override
        public <O extends Outcome> Optional<O> bound(Class<O> type, Supplier<O> newcomer) {
            return Optional.empty();
        }
    };

    /** One who hears how a transaction ended; exactly one of the two, once, on any thread. Must not throw. */
    interface Outcome {
        void committed();

        void rolledBack();
    }

    /**
     * Returns who hears the outcome of the calling thread's transaction: whom an earlier call in the same transaction bound
     * to it, else the newcomer, who is bound now, or told at once when the transaction can only be rolled back.
     *
     * @param type the one type that is bound through this object
     * @param newcomer makes one
     * @return empty when the thread is in no transaction, or in one that has committed
     * @throws IllegalStateException when the transaction is completing and nobody can be bound to it any more
     */
    <O extends Outcome> Optional<O> bound(Class<O> type, Supplier<O> newcomer);
}
