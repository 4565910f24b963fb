// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.invocation;

import ee.parley.ConnectionRefusedException;
import ee.parley.EventException;
import ee.parley.cdi.handler.Handler;
import java.util.List;
import java.util.Map;

/**
 * Tells violations of constraints by what a client has sent from those that are the application's own: a value that it
 * returns, a bean that it calls, an entity that it stores. Where there is no Jakarta Validation, there are no violations.
 */
final class Validation {
    private static final boolean PRESENT = present();

    private Validation() {}

    /** What to answer a failure of a handler with: itself, unless the client's arguments are to blame. */
    static Throwable ofEvent(Handler handler, Throwable failure) {
        List<Map<String, Object>> violations = violations(handler, failure);
        return violations.isEmpty() ? failure : new InvalidArguments(violations, failure);
    }

    /** What to refuse a client with after a failure of its gate: that itself, unless what the client sent is to blame. */
    static Throwable ofGate(Handler gate, Throwable failure) {
        List<Map<String, Object>> violations = violations(gate, failure);
        return violations.isEmpty()
                ? failure
                : new ConnectionRefusedException("Invalid auth payload", Map.of("violations", violations));
    }

    private static List<Map<String, Object>> violations(Handler handler, Throwable failure) {
        return PRESENT ? Violations.of(handler, failure) : List.of();
    }

    private static boolean present() {
        try {
            Class.forName("jakarta.validation.ConstraintViolationException", false, Validation.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** The cause is what {@code @OnError} methods for violations are found by. */
    private static final class InvalidArguments extends EventException {
        private static final long serialVersionUID = 1L;

        InvalidArguments(List<Map<String, Object>> violations, Throwable cause) {
            super(VALIDATION, "Invalid arguments", Map.of("violations", violations));
            initCause(cause);
        }
    }
}
