// SPDX-License-Identifier: Apache-2.0
package ee.parley;

/**
 * Thrown by {@link EngineHooks#allowRequest} to refuse a handshake.
 *
 * <p>Over long-polling the answer is 403 with the body {@code {"code":4,"message":…}}; over WebSocket it is 400 with the
 * message as text. It is logged at DEBUG only.
 *
 * @since 0.1
 */
public class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    /**
     * A refusal.
     *
     * @param message why, sent to the client
     */
    public RequestRefusedException(String message) {
        super(message);
        this.text = message;
    }

    /**
     * Returns why.
     *
     * @return what is sent to the client
     */
    @Override
    public String getMessage() {
        return text;
    }
}
