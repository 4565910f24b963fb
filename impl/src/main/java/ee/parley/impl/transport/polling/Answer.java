// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import ee.parley.impl.engine.Refusal;
import java.nio.charset.StandardCharsets;

/** What one HTTP request is answered. Immutable; nobody changes the bytes. */
final class Answer {
    private static final byte[] NOTHING = {};

    /** A POST has been taken. */
    static final Answer OK = new Answer(200, "text/html", "ok".getBytes(StandardCharsets.US_ASCII), false);

    final int status;

    /** Of the body; empty when there is none. */
    final String contentType;

    /** The bytes as they are before any content coding. */
    final byte[] body;

    /** Whether the connection is of no use afterwards, because a body was not read to its end. */
    final boolean last;

    private Answer(int status, String contentType, byte[] body, boolean last) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.last = last;
    }

    static Answer payload(String payload) {
        return new Answer(200, "text/plain; charset=UTF-8", payload.getBytes(StandardCharsets.UTF_8), false);
    }

    static Answer refusal(Refusal refusal) {
        return new Answer(
                refusal.status(), "application/json", refusal.json().getBytes(StandardCharsets.US_ASCII), false);
    }

    static Answer empty(int status) {
        return new Answer(status, "", NOTHING, false);
    }

    Answer andLast() {
        return new Answer(status, contentType, body, true);
    }
}
