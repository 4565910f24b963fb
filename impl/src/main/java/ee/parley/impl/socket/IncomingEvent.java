// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of a client, and the way to answer it. Usable from any thread.
 *
 * <p>The first call of {@link #answer} or {@link #fail} decides; later ones do nothing.
 */
public interface IncomingEvent {
    /** Returns the name of the event. */
    String name();

    /** Returns each argument as JSON, which nobody has bound yet. */
    List<String> arguments();

    /** Returns what the placeholders in the arguments stand for. */
    List<ByteBuffer> attachments();

    /** Tells whether the client waits for an answer. */
    boolean ackRequested();

    /**
     * Answers. Does nothing when the client waits for none. A value that cannot be written is our failure, so it is logged,
     * and answered as such.
     *
     * @param values the arguments of the client's callback
     */
    void answer(@Nullable Object @Nullable ... values);

    /**
     * Answers with an error, or, when the client waits for no answer, sends it an {@code exception} event.
     *
     * @param failure an {@link ee.parley.EventException}, whose code, message and details are sent; anything else is logged
     *     and sent as {@code INTERNAL}
     */
    void fail(Throwable failure);
}
