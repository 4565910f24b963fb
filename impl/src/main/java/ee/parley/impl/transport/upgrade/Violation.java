// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

/** What a peer did that WebSocket, or a limit of ours, forbids; with the code that its connection is closed with. */
enum Violation {
    RESERVED_BIT(1002, "a reserved bit is set, but no extension was agreed on"),
    RESERVED_OPCODE(1002, "a reserved opcode"),
    FRAGMENTED_CONTROL_FRAME(1002, "a control frame in fragments"),
    LONG_CONTROL_FRAME(1002, "a control frame of more than 125 bytes"),
    NOT_MASKED(1002, "a frame that is not masked"),
    NOTHING_TO_CONTINUE(1002, "a continuation of nothing"),
    MESSAGE_WITHIN_A_MESSAGE(1002, "a message within the fragments of another one"),
    MALFORMED_LENGTH(1002, "a length that could be written shorter, or is negative"),
    MALFORMED_CLOSE(1002, "a close with half a code, or one that must not be sent"),
    NOT_UTF8(1007, "text that is not UTF-8"),
    TOO_MANY_FRAGMENTS(1008, "a message of too many fragments"),
    TOO_LARGE(1009, "Max payload size exceeded");

    private final int code;
    private final String sentence;

    Violation(int code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The close code of RFC 6455, section 7.4.1. */
    int code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}
