// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

/** The answers to a request that no session will see: the reference's {@code connection_error} codes. */
public enum Refusal {
    UNKNOWN_TRANSPORT("Transport unknown", 400),
    UNKNOWN_SID("Session ID unknown", 400),
    BAD_HANDSHAKE_METHOD("Bad handshake method", 400),
    BAD_REQUEST("Bad request", 400),
    FORBIDDEN("Forbidden", 403),
    UNSUPPORTED_PROTOCOL_VERSION("Unsupported protocol version", 400);

    private final String message;
    private final int status;

    Refusal(String message, int status) {
        this.message = message;
        this.status = status;
    }

    /** The number in the body; the protocol counts in the order of declaration. */
    public int code() {
        return ordinal();
    }

    public String message() {
        return message;
    }

    /** The HTTP status over polling; a refused WebSocket upgrade is always answered 400. */
    public int status() {
        return status;
    }

    /** The body over polling. */
    public String json() {
        return "{\"code\":" + code() + ",\"message\":\"" + message + "\"}";
    }
}
