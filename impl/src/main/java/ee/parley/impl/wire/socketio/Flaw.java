// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

/** What is wrong with a Socket.IO packet, or with the order of its parts; always the peer's fault. */
public enum Flaw {
    EMPTY_PACKET("a packet has at least its type"),
    UNKNOWN_TYPE("the type of a packet is a digit from 0 to 6"),
    MALFORMED_ATTACHMENT_COUNT("a binary packet says how many attachments follow, in digits, and then a dash"),
    NO_ATTACHMENTS("a binary packet has at least one attachment"),
    TOO_MANY_ATTACHMENTS("the packet announces more attachments than are allowed"),
    ATTACHMENTS_TOO_LARGE("the attachments of the packet have more bytes than are allowed"),
    ILLEGAL_PLACEHOLDER("a placeholder names one of the attachments of its packet, by an integer from 0"),
    TEXT_WHILE_AWAITING_ATTACHMENT("nothing but its attachments follows a binary packet until it is complete"),
    BINARY_WITHOUT_HEADER("an attachment follows a packet that announces it"),
    NAMESPACE_TOO_LONG("the namespace is longer than is allowed"),
    ID_OUT_OF_RANGE("the id of an event or an ack is at most 2^53-1"),
    CONNECT_PAYLOAD_NOT_OBJECT("what comes with a connect is an object, or nothing"),
    DISCONNECT_WITH_PAYLOAD("nothing comes with a disconnect"),
    CONNECT_ERROR_PAYLOAD_NOT_OBJECT_OR_STRING("what comes with a connect error is an object or a string"),
    EVENT_NOT_ARRAY("an event is an array of its name and its arguments"),
    ACK_NOT_ARRAY("an ack is an array of its arguments"),
    EVENT_WITHOUT_NAME("an event has a name"),
    EVENT_NAME_NOT_STRING_OR_NUMBER("the name of an event is a string or a number"),
    EVENT_NAME_RESERVED("the name of an event is none of those the protocol keeps for itself"),
    EVENT_NAME_TOO_LONG("the name of the event is longer than is allowed"),
    TOO_MANY_ARGUMENTS("the packet has more arguments than are allowed"),
    MALFORMED_JSON("the payload is one JSON text"),
    JSON_TOO_DEEP("the payload is nested deeper than is allowed"),
    NUMBER_TOO_LONG("the payload has a number of more digits than are allowed");

    private final String sentence;

    Flaw(String sentence) {
        this.sentence = sentence;
    }

    /** The rule that was broken, for a log line; never sent to the peer. */
    public String sentence() {
        return sentence;
    }
}
