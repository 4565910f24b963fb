// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Map;

/**
 * Thrown to answer an event with an error that the client may read: by a handler, a listener or an {@link EventMiddleware}.
 *
 * <p>It becomes {@code {"error":{"code":…,"message":…,"details":…}}} in the acknowledgement, or, where the client asked
 * for none, an {@code exception} event with the body {@code {"event":…,"error":{…}}}; a bean of type {@link ErrorEnvelope}
 * gives both another form. It is not logged. Thrown through a {@code @Transactional} method it rolls the transaction back,
 * as every unchecked exception does.
 *
 * <p>The codes that Parley itself answers with are the constants here; an application uses them, or any of its own.
 *
 * @since 0.1
 */
public class EventException extends RuntimeException {
    /** What the client sent does not fit what the handler takes: a missing argument, or a text for a number. */
    public static final String BAD_REQUEST = "BAD_REQUEST";

    /** What the client sent fits, but violates constraints; {@code details.violations} says which. */
    public static final String VALIDATION = "VALIDATION";

    /** The client may not send this event. */
    public static final String FORBIDDEN = "FORBIDDEN";

    /** There is no handler for the event; or, in an application's own words, not the thing that it asks for. */
    public static final String NOT_FOUND = "NOT_FOUND";

    /** The server failed. The message is always {@code Internal error}: what happened is in the server's log. */
    public static final String INTERNAL = "INTERNAL";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, Object> details;

    /**
     * An error without details.
     *
     * @param code what kind of error, for programs, such as {@code NOT_FOUND}
     * @param message what went wrong, for people; sent to the client
     */
    public EventException(String code, String message) {
        this(code, message, Map.of());
    }

    /**
     * An error with details.
     *
     * @param code what kind of error, for programs, such as {@code NOT_FOUND}
     * @param message what went wrong, for people; sent to the client
     * @param details more about it, written by JSON-B; omitted from the answer when empty. No key or value is {@code null}
     */
    public EventException(String code, String message, Map<String, ?> details) {
        super(message);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /**
     * Returns what kind of error this is.
     *
     * @return the code, for programs
     */
    public String code() {
        return code;
    }

    /**
     * Returns more about the error.
     *
     * @return the details; empty where there are none
     */
    public Map<String, Object> details() {
        return details;
    }
}
