// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

/** The answers to a request that no session will see: the reference's {@code connection_error} codes. */
public enum Refusal {
    UNKNOWN_TRANSPORT(0, "Transport unknown", 400),
    UNKNOWN_SID(1, "Session ID unknown", 400),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method", 400),
    BAD_REQUEST(3, "Bad request", 400),
    FORBIDDEN(4, "Forbidden", 403),
    UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version", 400);

    private final int code;
    private final String message;
    private final int status;

    Refusal(int code, String message, int status) {
        this.code = code;
        this.message = message;
        this.status = status;
    }

    /** The number in the body. */
    public int code() {
        return code;
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
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
