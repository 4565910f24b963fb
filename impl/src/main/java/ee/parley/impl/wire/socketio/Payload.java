// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The JSON of one packet, against what its type demands. */
final class Payload {

    /** The reference keeps these for itself, and an application that listens to one must not take it for a client's. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final String text;
    private final Header header;
    private final DecoderLimits limits;
    private final JsonScanner scanner;

    Payload(String text, Header header, DecoderLimits limits) {
        this.text = text;
        this.header = header;
        this.limits = limits;
        PlaceholderCheck placeholders = header.attachments == 0 ? null : new PlaceholderCheck(header.attachments);
        this.scanner = new JsonScanner(text, header.end, limits.maxDepth(), placeholders);
    }

    /** Returns the packet, without its attachments; empty when it says nothing. */
    Optional<Packet> packet() {
        return switch (header.type) {
            case Header.CONNECT -> Optional.of(connect());
            case Header.DISCONNECT -> Optional.of(disconnect());
            case Header.EVENT -> isAbsent() ? Optional.empty() : Optional.of(event());
            case Header.ACK -> ack();
            case Header.CONNECT_ERROR -> Optional.of(connectError());
            default -> throw new AssertionError(header.type);
        };
    }

    private boolean isAbsent() {
        return header.end == text.length();
    }

    private Packet connect() {
        if (isAbsent()) {
            return new Packet.Connect(header.namespace, Optional.empty());
        }
        begin(Flaw.CONNECT_PAYLOAD_NOT_OBJECT, '{', '{');
        return new Packet.Connect(header.namespace, Optional.of(whole()));
    }

    private Packet disconnect() {
        if (!isAbsent()) {
            throw new MalformedPacketException(Flaw.DISCONNECT_WITH_PAYLOAD, header.end);
        }
        return new Packet.Disconnect(header.namespace);
    }

    private Packet connectError() {
        begin(Flaw.CONNECT_ERROR_PAYLOAD_NOT_OBJECT_OR_STRING, '{', '"');
        return new Packet.ConnectError(header.namespace, whole());
    }

    private Packet event() {
        begin(Flaw.EVENT_NOT_ARRAY, '[', '[');
        int opening = scanner.position();
        if (!scanner.enter()) {
            throw new MalformedPacketException(Flaw.EVENT_WITHOUT_NAME, opening);
        }
        String name = name();
        List<String> arguments = arguments(scanner.advance(0));
        OptionalLong ackId = header.id == Header.NO_ID ? OptionalLong.empty() : OptionalLong.of(header.id);
        return new Packet.Event(header.namespace, ackId, name, arguments, List.of());
    }

    /** Without a payload an ack has no arguments, as in the reference. */
    private Optional<Packet> ack() {
        List<String> arguments = List.of();
        if (!isAbsent()) {
            begin(Flaw.ACK_NOT_ARRAY, '[', '[');
            arguments = arguments(scanner.enter());
        }
        if (header.id == Header.NO_ID) {
            return Optional.empty();
        }
        return Optional.of(new Packet.Ack(header.namespace, header.id, arguments, List.of()));
    }

    private String name() {
        int start = scanner.position();
        char first = scanner.peek();
        boolean string = first == '"';
        if (!string && first != '-' && (first < '0' || first > '9')) {
            throw new MalformedPacketException(Flaw.EVENT_NAME_NOT_STRING_OR_NUMBER, start);
        }
        scanner.value();
        int end = scanner.position();
        String name = string ? JsonString.unquote(text, start + 1, end - 1) : text.substring(start, end);
        if (name.length() > limits.maxEventNameLength()) {
            throw new MalformedPacketException(Flaw.EVENT_NAME_TOO_LONG, start);
        }
        if (RESERVED.contains(name)) {
            throw new MalformedPacketException(Flaw.EVENT_NAME_RESERVED, start);
        }
        return name;
    }

    /** The values from the position to the end of the array, if there are any. */
    private List<String> arguments(boolean any) {
        List<String> arguments = any ? new ArrayList<>(4) : List.of();
        boolean more = any;
        while (more) {
            int start = scanner.position();
            if (arguments.size() == limits.maxArguments()) {
                throw new MalformedPacketException(Flaw.TOO_MANY_ARGUMENTS, start);
            }
            scanner.value();
            arguments.add(text.substring(start, scanner.position()));
            more = scanner.advance(0);
        }
        scanner.end();
        return arguments;
    }

    /** Moves to the first char of the JSON, which is {@code one} or {@code other}. */
    private void begin(Flaw otherwise, char one, char other) {
        scanner.skipWhitespace();
        char first = scanner.peek();
        if (first != one && first != other) {
            throw new MalformedPacketException(otherwise, scanner.position());
        }
    }

    private String whole() {
        int start = scanner.position();
        scanner.value();
        String json = text.substring(start, scanner.position());
        scanner.end();
        return json;
    }
}
