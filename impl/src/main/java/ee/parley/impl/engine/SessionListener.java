// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import java.nio.ByteBuffer;

/** The port up: who hears a session. Called on the session's lane, so it must not block. */
public interface SessionListener {
    /** A text message has arrived: what stands in the frame from {@code start} on. */
    void text(String frame, int start);

    /** A binary message has arrived; the listener owns the buffer. */
    void binary(ByteBuffer message);

    /**
     * The session has ended. Called once, and nothing after it.
     *
     * @param reason the kind of ending
     * @param description what happened, for a log; never sent to the peer
     */
    void closed(CloseReason reason, String description);
}
