// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.IncomingEvent;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as the application's side takes it: with the arguments that nobody has bound yet. Usable from any thread. */
public interface UnboundEvent extends IncomingEvent {
    /** Returns each argument as JSON. */
    List<String> json();

    /** Returns what the placeholders in the arguments stand for. */
    List<ByteBuffer> attachments();

    @Override
    void ack(@Nullable Object @Nullable ... values);

    /**
     * Answers with what a handler has returned.
     *
     * @param result the values of an {@link ee.parley.Ack.Answer}, the content of an {@link java.util.Optional} or null,
     *     or one value
     */
    void answer(@Nullable Object result);
}
