// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

/**
 * What a peer sent does not fit the type it is to be bound to.
 *
 * <p>The message says so in terms of JSON, {@code expected a string, got a number}, and may be sent to the peer. The cause
 * may hold names of classes and must not.
 */
public final class PayloadException extends RuntimeException {
    PayloadException(String message) {
        super(message);
    }

    PayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
