// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import jakarta.websocket.CloseReason.CloseCodes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of one connection together from the parts in which the container brings them, and counts their bytes:
 * the containers' own limits have holes.
 *
 * <p>Confined to the container's calls, which are one at a time. A message that comes whole is handed on as it is.
 */
final class Inbound {
    static final String TOO_LARGE = "Max payload size exceeded";

    /** The reference's {@code maxFragments}. */
    private static final int MAX_PARTS = 16_384;

    /** Containers deliver in parts of no less than this, unless the peer sends smaller ones; so a large limit allows more. */
    private static final int SMALLEST_PART = 256;

    private final WebSocketTransport transport;
    private final int maxBytes;
    private final int maxParts;

    // The parts of a message that is not complete; null while there are none.
    private @Nullable StringBuilder text;
    private @Nullable ByteArrayOutputStream binary;

    private long bytes;
    private int parts;
    private boolean refused;

    Inbound(WebSocketTransport transport, int maxBytes) {
        this.transport = transport;
        this.maxBytes = maxBytes;
        this.maxParts = Math.max(MAX_PARTS, maxBytes / SMALLEST_PART);
    }

    void text(String part, boolean last) {
        // No character takes more than three bytes, so what is short enough need not be counted.
        boolean surelySmall = last && parts == 0 && part.length() <= maxBytes / 3;
        if (!admit(surelySmall ? 0 : utf8Length(part))) {
            return;
        }
        if (last && parts == 1) {
            begin();
            transport.text(part);
            return;
        }
        StringBuilder joined = text == null ? new StringBuilder() : text;
        joined.append(part);
        // Given up with the last part: the next message may be long in coming.
        text = last ? null : joined;
        if (last) {
            begin();
            transport.text(joined.toString());
        }
    }

    void binary(ByteBuffer part, boolean last) {
        if (!admit(part.remaining())) {
            return;
        }
        // Copied, because the buffer is the container's again when this returns.
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        if (last && parts == 1) {
            begin();
            transport.binary(ByteBuffer.wrap(copy));
            return;
        }
        ByteArrayOutputStream joined = binary == null ? new ByteArrayOutputStream() : binary;
        joined.writeBytes(copy);
        binary = last ? null : joined;
        if (last) {
            begin();
            transport.binary(ByteBuffer.wrap(joined.toByteArray()));
        }
    }

    private boolean admit(int more) {
        bytes += more;
        parts++;
        if (refused) {
            return false;
        }
        if (bytes > maxBytes) {
            refused = true;
            transport.refuse(CloseCodes.TOO_BIG, TOO_LARGE);
        } else if (parts > maxParts) {
            refused = true;
            transport.refuse(CloseCodes.VIOLATED_POLICY, "a message of too many fragments");
        }
        return !refused;
    }

    private void begin() {
        bytes = 0;
        parts = 0;
    }

    /** Two for each half of a surrogate pair, wherever the container cuts a message. */
    private static int utf8Length(String part) {
        int length = part.length();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c >= 0x80) {
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }
}
