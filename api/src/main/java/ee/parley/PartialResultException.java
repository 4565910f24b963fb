// SPDX-License-Identifier: Apache-2.0
package ee.parley;

/**
 * Fails a question to the nodes of a cluster that not all of them have answered in time. What the others have answered is in
 * it.
 *
 * <pre>{@code
 * chat.in("lobby").fetchSockets().exceptionally(failure ->
 *         failure instanceof PartialResultException partial ? partial.result() : List.of());
 * }</pre>
 *
 * @see BroadcastOperator#timeout(java.time.Duration)
 * @since 0.1
 */
public class PartialResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Object result;
    private final int missingNodes;

    /**
     * An answer with gaps.
     *
     * @param result what is known, of the type that the stage would have completed with
     * @param missingNodes how many nodes have not answered; one at least
     */
    public PartialResultException(Object result, int missingNodes) {
        super("nodes of the cluster that have not answered in time: " + missingNodes);
        this.result = result;
        this.missingNodes = missingNodes;
    }

    /**
     * Returns what is known: this node's part, and those of the nodes that have answered.
     *
     * @param <T> what the stage would have completed with
     * @return the partial result
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the type of the stage that has failed
    public <T> T result() {
        return (T) result;
    }

    /**
     * Returns how many nodes have not answered.
     *
     * @return one at least; one also when the cluster could not be asked how many nodes there are
     */
    public int missingNodes() {
        return missingNodes;
    }
}
