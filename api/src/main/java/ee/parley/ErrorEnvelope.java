// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides what an error looks like to clients. An application that wants another form than the one below has one CDI bean of
 * this type, {@code @ApplicationScoped} or {@code @Dependent}; two are a deployment error.
 *
 * <p>It is asked for every error of an event, whoever noticed it: no handler, arguments that do not fit, violated constraints,
 * a missing role, an {@link EventException}, a failure of the server. Not for what an {@link OnError} method returns, which is
 * sent as it is, and not for a refused connection, whose form the protocol fixes.
 *
 * <p>It is called on any thread, also several at once, and must not block. What it throws, or returns but cannot be written by
 * JSON-B, is logged; the client is then told of an internal error in the form below.
 *
 * @see <a href="https://socket.io/docs/v4/emitting-events/#acknowledgements">Socket.IO: acknowledgements</a>
 * @since 0.1
 */
public interface ErrorEnvelope {
    /**
     * Returns the acknowledgement of an event that failed: the argument of the client's callback.
     *
     * @implSpec
     * {@code {"error":{"code":…,"message":…,"details":{…}}}}, without {@code details} where they are empty
     *
     * @param error what went wrong
     * @return the value to send, written by JSON-B; several arguments through {@link Ack#of(Object...)}
     */
    default Object ack(EventError error) {
        return Map.of("error", body(error));
    }

    /**
     * Returns the argument of the {@code exception} event that tells a client of an error where it asked for no acknowledgement.
     *
     * @implSpec
     * {@code {"event":…,"error":{"code":…,"message":…,"details":{…}}}}, without {@code details} where they are empty
     *
     * @param error what went wrong
     * @return the value to send, written by JSON-B
     */
    default Object exception(EventError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", error.event());
        body.put("error", body(error));
        return body;
    }

    private static Map<String, Object> body(EventError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", error.code());
        body.put("message", error.message());
        if (!error.details().isEmpty()) {
            body.put("details", error.details());
        }
        return body;
    }
}
