// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Fails a stage of {@code emitWithAck} or {@code serverSideEmitWithAck} when the acknowledgements did not all arrive in time.
 *
 * <p>A late acknowledgement is ignored. The message is the reference's: {@code operation has timed out}.
 *
 * @see BroadcastOperator#timeout(java.time.Duration)
 * @since 0.1
 */
public class AckTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<?> responses;

    /**
     * A timeout with the answers that did arrive.
     *
     * @param responses the answers so far, of the type given to {@code emitWithAck}; empty for a single socket
     */
    public AckTimeoutException(List<?> responses) {
        super("operation has timed out");
        // Not List.copyOf: an answer may be null.
        this.responses = Collections.unmodifiableList(new ArrayList<>(responses));
    }

    /**
     * Returns the answers that arrived in time, in order of arrival.
     *
     * @return the partial answers, of the type given to {@code emitWithAck}
     */
    public List<?> responses() {
        return responses;
    }
}
