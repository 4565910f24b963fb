// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

/** What is wrong with an Engine.IO packet; always the peer's fault. */
public enum Flaw {
    EMPTY_PACKET("a packet has at least its type"),
    UNKNOWN_TYPE("the type of a packet is a digit from 0 to 6, or b"),
    MALFORMED_BASE64("binary data in a text is base64"),
    TOO_MANY_PACKETS("the payload has more packets than are allowed");

    private final String sentence;

    Flaw(String sentence) {
        this.sentence = sentence;
    }

    /** The rule that was broken, for a log line; never sent to the peer. */
    public String sentence() {
        return sentence;
    }
}
