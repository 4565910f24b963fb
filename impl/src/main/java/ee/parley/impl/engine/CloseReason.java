// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

/** Why a session ended, in the reference's words. */
public enum CloseReason {
    PING_TIMEOUT("ping timeout"),
    PARSE_ERROR("parse error"),
    TRANSPORT_ERROR("transport error"),
    TRANSPORT_CLOSE("transport close"),
    FORCED_CLOSE("forced close"),
    SERVER_SHUTTING_DOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
