// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.json.JsonArray;
import org.jspecify.annotations.Nullable;

/**
 * An event that a client has sent, and the way to answer it, as {@linkplain EventMiddleware middleware} and
 * {@linkplain Socket#on listeners} get it. Usable from any thread, also later.
 *
 * <p>The first call of {@link #ack} or {@link #fail} decides; later ones do nothing. So of a bean's {@link OnEvent} method
 * and several listeners for one event, the first answer counts.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/">Socket.IO: listening to events</a>
 * @since 0.1
 */
public interface IncomingEvent {
    /**
     * Returns the name of the event.
     *
     * @return as the client emitted it
     */
    String name();

    /**
     * Returns the number of arguments.
     *
     * @return without the name and the acknowledgement
     */
    int size();

    /**
     * Returns an argument, bound by JSON-B as a parameter of an {@link OnEvent} method is. It is bound anew in each call.
     *
     * @param <T> the type to bind to
     * @param index 0 for the first argument after the name
     * @param type the type to bind to; {@code byte[]}, {@link java.nio.ByteBuffer} or {@link java.io.InputStream} for an
     *     attachment
     * @return the argument; {@code null} when it is missing, or JSON's null. But as a {@code JsonValue} JSON's null is
     *     {@link jakarta.json.JsonValue#NULL}, and as an {@link java.util.Optional} it is empty
     * @throws EventException {@code BAD_REQUEST} when the argument does not fit the type, or the type is primitive and it is
     *     missing or JSON's null. Not caught by middleware or a listener, it answers the event
     * @throws IndexOutOfBoundsException when the index is negative
     */
    <T> @Nullable T argument(int index, Class<T> type);

    /**
     * Returns all arguments as they came. An attachment is the placeholder of the protocol there,
     * {@code {"_placeholder":true,"num":0}}: take it by {@link #argument}.
     *
     * @return the arguments; parsed at the first call
     */
    JsonArray arguments();

    /**
     * Tells whether the client waits for an answer.
     *
     * @return {@code false} when it passed no callback, and nothing is sent for {@link #ack}
     */
    boolean ackRequested();

    /**
     * Answers the event: {@code 43<ack id>[values…]} on the wire. Where the client waits for no answer nothing is sent, but
     * the event counts as answered.
     *
     * @param values the arguments of the client's callback, each written by JSON-B; one that cannot be written is logged, and
     *     answered {@code INTERNAL}
     */
    void ack(Object... values);

    /**
     * Answers the event with an error, as if a handler had thrown it; where the client waits for no answer, by an
     * {@code exception} event.
     *
     * @param failure an {@link EventException}, whose code, message and details are sent; anything else is logged and sent as
     *     {@code INTERNAL}
     */
    void fail(Throwable failure);
}
