// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Map;

/**
 * An error that a client is about to be told, for an {@link ErrorEnvelope} to put into words. It holds nothing that the client
 * must not know.
 *
 * @param event the name of the event that failed
 * @param code what kind of error, for programs: that of an {@link EventException}, or one of its constants
 * @param message what went wrong, for people; {@code Internal error} for {@link EventException#INTERNAL}
 * @param details more about it, to be written by JSON-B; empty where there is nothing
 * @since 0.1
 */
public record EventError(String event, String code, String message, Map<String, Object> details) {
    /** Copies the details. */
    public EventError {
        details = Map.copyOf(details);
    }
}
