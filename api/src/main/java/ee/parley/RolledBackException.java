// SPDX-License-Identifier: Apache-2.0
package ee.parley;

/**
 * Fails the stage of {@code emitWithAck} when the transaction that it was bound to has been rolled back: the event was
 * never sent.
 *
 * @see BroadcastOperator#afterCommit(boolean)
 * @since 0.1
 */
public class RolledBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The transaction is gone, and what was bound to it. */
    public RolledBackException() {
        super("the transaction was rolled back, so the event has not been sent");
    }
}
