// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What an event or an ack carries, ready for the wire.
 *
 * @param json each argument as JSON
 * @param attachments what the placeholders in them stand for; nobody else has these bytes
 */
public record Arguments(List<String> json, List<ByteBuffer> attachments) {
    /** Copies the lists. */
    public Arguments {
        json = List.copyOf(json);
        attachments = List.copyOf(attachments);
    }
}
