// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What an event or an answer carries: JSON and bytes, as the Socket.IO protocol splits them.
 *
 * <p>An adapter whose format has bytes of its own, as MessagePack does, puts each attachment where its placeholder is, and
 * takes it out again on the other side; one whose format is JSON may carry both as they are.
 *
 * @param json a JSON text. Of an event an array, the name first: {@code ["upload",{"_placeholder":true,"num":0}]}. Of an
 *     answer one value
 * @param attachments what the placeholders in it stand for, in the order of their numbers; each between its position and its
 *     limit, which nobody moves. Nobody changes the bytes
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#binary_event">Socket.IO protocol: binary event</a>
 * @since 0.1
 */
public record PacketData(String json, List<ByteBuffer> attachments) {
    /** Copies the list, not the bytes. */
    public PacketData {
        attachments = List.copyOf(attachments);
    }

    /**
     * Without attachments.
     *
     * @param json a JSON text
     */
    public PacketData(String json) {
        this(json, List.of());
    }
}
