// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.nio.ByteBuffer;
import java.util.List;

/** One packet as Engine.IO messages: a text, and after it, with nothing in between, each attachment as a binary. */
public record Encoded(String text, List<ByteBuffer> attachments) {
    public Encoded {
        attachments = List.copyOf(attachments);
    }
}
