// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.List;

/**
 * The answer that a client waits for, as the parameter of an {@link OnEvent} method that answers later.
 *
 * <p>It may be kept and used from any thread. The first call decides; later calls do nothing, as do calls after the client
 * has gone, and calls for an event that did not ask for an answer. An answer that is still missing when the
 * {@code Ack} is garbage is not invented: a method that takes an {@code Ack} promises to use it.
 *
 * <p>On the wire: {@code 43<ack id>[value]}, or a binary acknowledgement where the value holds bytes.
 *
 * @param <T> the type of the answer
 * @see <a href="https://socket.io/docs/v4/emitting-events/#acknowledgements">Socket.IO: acknowledgements</a>
 * @since 0.1
 */
public interface Ack<T> {
    /**
     * Answers with one value.
     *
     * @param value the answer, written by JSON-B; {@link Ack#of(Object...)} for several, {@code byte[]} for bytes
     */
    void send(T value);

    /**
     * Answers with an error, as if the handler had thrown it: by the {@link OnError} method for it, or what an
     * {@link EventException} says, or {@code {"error":{"code":"INTERNAL","message":"Internal error"}}}. That is logged, and none
     * of the failure's text is sent.
     *
     * @param failure why there is no answer
     */
    void fail(Throwable failure);

    /**
     * Tells whether the client asked for an answer.
     *
     * @return {@code false} when {@link #send} would have no effect because the client passed no callback
     */
    boolean requested();

    /**
     * Returns several values as one answer: the arguments of the client's callback, in order.
     *
     * @param values the values, each written by JSON-B; {@link jakarta.json.JsonValue#NULL} for JSON's null
     * @return the answer, for an {@link OnEvent} method to return or for {@link #send}
     * @throws NullPointerException when a value is {@code null}
     */
    static Answer of(Object... values) {
        return new Answer(List.of(values));
    }

    /**
     * Several values that answer one event.
     *
     * @param values the arguments of the client's callback, in order
     * @since 0.1
     */
    record Answer(List<Object> values) {
        /** Copies the values. */
        public Answer {
            values = List.copyOf(values);
        }
    }
}
