// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

/**
 * What precedes the JSON of a packet: type, number of attachments, namespace, id.
 *
 * <pre>
 * type [attachments "-"] ["/" namespace [","]] [id] [JSON]
 * </pre>
 *
 * <p>Of one packet after the other, so that none takes an object for it.
 */
final class Header {

    static final char CONNECT = '0';
    static final char DISCONNECT = '1';
    static final char EVENT = '2';
    static final char ACK = '3';
    static final char CONNECT_ERROR = '4';
    private static final char BINARY_EVENT = '5';
    private static final char BINARY_ACK = '6';

    static final long NO_ID = -1;
    /** The largest integer that a client in JavaScript can tell from its neighbours. */
    private static final long MAX_ID = (1L << 53) - 1;

    private static final int MAX_COUNT_DIGITS = 9;

    private static final String ROOT = "/";

    private final DecoderLimits limits;

    /** One of the first five: a binary event is an event. */
    char type;

    int attachments;
    String namespace = ROOT;
    long id;
    /** Where the JSON begins: the length of the text when there is none. */
    int end;

    Header(DecoderLimits limits) {
        this.limits = limits;
    }

    /** Reads the text from {@code start} on, as far as it goes. */
    void read(String text, int start) {
        if (start == text.length()) {
            throw new MalformedPacketException(Flaw.EMPTY_PACKET, start);
        }
        int position = start + 1;
        char first = text.charAt(start);
        switch (first) {
            case CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR -> {
                type = first;
                attachments = 0;
            }
            case BINARY_EVENT, BINARY_ACK -> {
                type = first == BINARY_EVENT ? EVENT : ACK;
                int dash = endOfDigits(text, position);
                attachments = attachments(text, position, dash, limits.maxAttachments());
                position = dash + 1;
            }
            default -> throw new MalformedPacketException(Flaw.UNKNOWN_TYPE, start);
        }
        if (position < text.length() && text.charAt(position) == '/') {
            int comma = text.indexOf(',', position);
            int namespaceEnd = comma < 0 ? text.length() : comma;
            if (namespaceEnd - position > limits.maxNamespaceLength()) {
                throw new MalformedPacketException(Flaw.NAMESPACE_TOO_LONG, position);
            }
            namespace(text, position, namespaceEnd);
            position = comma < 0 ? namespaceEnd : comma + 1;
        } else {
            namespace = ROOT;
        }
        end = endOfDigits(text, position);
        id = id(text, position, end);
    }

    /** Of packets in a row most are for one namespace. */
    private void namespace(String text, int from, int to) {
        if (to == from + 1) {
            namespace = ROOT;
        } else if (namespace.length() != to - from || !text.startsWith(namespace, from)) {
            namespace = text.substring(from, to);
        }
    }

    private static int attachments(String text, int from, int dash, int max) {
        if (dash == from || dash == text.length() || text.charAt(dash) != '-') {
            throw new MalformedPacketException(Flaw.MALFORMED_ATTACHMENT_COUNT, dash);
        }
        if (dash - from > MAX_COUNT_DIGITS) {
            throw new MalformedPacketException(Flaw.TOO_MANY_ATTACHMENTS, from);
        }
        int attachments = Integer.parseInt(text, from, dash, 10);
        if (attachments == 0) {
            throw new MalformedPacketException(Flaw.NO_ATTACHMENTS, from);
        }
        if (attachments > max) {
            throw new MalformedPacketException(Flaw.TOO_MANY_ATTACHMENTS, from);
        }
        return attachments;
    }

    private static long id(String text, int from, int to) {
        if (from == to) {
            return NO_ID;
        }
        long id = 0;
        for (int i = from; i < to; i++) {
            id = id * 10 + (text.charAt(i) - '0');
            if (id > MAX_ID) {
                throw new MalformedPacketException(Flaw.ID_OUT_OF_RANGE, from);
            }
        }
        return id;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
