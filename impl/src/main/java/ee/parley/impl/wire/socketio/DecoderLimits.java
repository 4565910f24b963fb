// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

/**
 * What a client may make a server hold for one packet, besides the limit on the bytes of each message.
 *
 * @param maxAttachments per packet
 * @param maxAttachmentBytes of all attachments of a packet together
 * @param maxDepth of arrays and objects in each other; the array that is the packet itself is the first
 * @param maxArguments per packet; the reference has no such limit, but each argument costs an object
 * @param maxNamespaceLength in chars
 * @param maxEventNameLength in chars
 */
public record DecoderLimits(
        int maxAttachments,
        long maxAttachmentBytes,
        int maxDepth,
        int maxArguments,
        int maxNamespaceLength,
        int maxEventNameLength) {

    private static final int DEEPEST = 4096;

    public static final DecoderLimits STANDARD = new DecoderLimits(10, 10_000_000, 64, 1000, 512, 512);

    public DecoderLimits {
        require(maxAttachments >= 0, "maxAttachments", maxAttachments);
        require(maxAttachmentBytes >= 0, "maxAttachmentBytes", maxAttachmentBytes);
        require(maxDepth >= 1 && maxDepth <= DEEPEST, "maxDepth", maxDepth);
        require(maxArguments >= 0, "maxArguments", maxArguments);
        require(maxNamespaceLength >= 1, "maxNamespaceLength", maxNamespaceLength);
        require(maxEventNameLength >= 1, "maxEventNameLength", maxEventNameLength);
    }

    private static void require(boolean sound, String limit, long value) {
        if (!sound) {
            throw new IllegalArgumentException(limit + " is out of range: " + value);
        }
    }
}
