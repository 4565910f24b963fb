// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Redis could not be asked; the message says why. Without a stack trace: in an outage there is one for each message. */
final class RedisUnavailableException extends RuntimeException {
    RedisUnavailableException(String problem) {
        super(problem, null, false, false);
    }

    /** Returns the words for whoever runs the server: those of the deepest cause, which names address or refusal. */
    static String words(Throwable failure) {
        Throwable deepest = failure;
        @Nullable Throwable cause = failure.getCause();
        while (cause != null && cause != deepest) {
            deepest = cause;
            cause = cause.getCause();
        }
        String message = deepest.getMessage();
        boolean speaks = message != null
                && !message.isBlank()
                && !(deepest instanceof CompletionException)
                && !(deepest instanceof ExecutionException);
        return speaks ? String.valueOf(message) : deepest.getClass().getSimpleName();
    }
}
