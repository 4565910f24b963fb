// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The JSON of one packet, against what its type demands; of one after the other, so that none takes objects for it. */
final class Payload {

    /** The reference keeps these for itself, and an application that listens to one must not take it for a client's. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final DecoderLimits limits;
    private final KnownNames names;
    private final Header header;
    private final JsonScanner scanner;

    /** Empty between packets, which it must not keep. */
    private String text = "";

    Payload(DecoderLimits limits, KnownNames names) {
        this.limits = limits;
        this.names = names;
        this.header = new Header(limits);
        this.scanner = new JsonScanner(text, 0, limits.maxDepth());
    }

    /** Begins with the packet that {@code whole} has from {@code start} on. Returns how many attachments it announces. */
    int begin(String whole, int start) {
        header.read(whole, start);
        text = whole;
        scanner.restart(whole, header.end, header.attachments == 0 ? null : new PlaceholderCheck(header.attachments));
        return header.attachments;
    }

    void end() {
        text = "";
        scanner.restart(text, 0, null);
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
        expect(Flaw.CONNECT_PAYLOAD_NOT_OBJECT, '{', '{');
        return new Packet.Connect(header.namespace, Optional.of(whole()));
    }

    private Packet disconnect() {
        if (!isAbsent()) {
            throw new MalformedPacketException(Flaw.DISCONNECT_WITH_PAYLOAD, header.end);
        }
        return new Packet.Disconnect(header.namespace);
    }

    private Packet connectError() {
        expect(Flaw.CONNECT_ERROR_PAYLOAD_NOT_OBJECT_OR_STRING, '{', '"');
        return new Packet.ConnectError(header.namespace, whole());
    }

    private Packet event() {
        expect(Flaw.EVENT_NOT_ARRAY, '[', '[');
        int opening = scanner.position();
        if (!scanner.enter()) {
            throw new MalformedPacketException(Flaw.EVENT_WITHOUT_NAME, opening);
        }
        String name = name();
        List<String> arguments = arguments(scanner.advance(0));
        return new Packet.Event(header.namespace, header.id, name, arguments, List.of());
    }

    /** Without a payload an ack has no arguments, as in the reference. */
    private Optional<Packet> ack() {
        List<String> arguments = List.of();
        if (!isAbsent()) {
            expect(Flaw.ACK_NOT_ARRAY, '[', '[');
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
        String known = string ? names.find(text, start + 1, end - 1) : "";
        if (!known.isEmpty()) {
            return known;
        }
        String name = string ? JsonString.unquote(text, start + 1, end - 1) : text.substring(start, end);
        if (name.length() > limits.maxEventNameLength()) {
            throw new MalformedPacketException(Flaw.EVENT_NAME_TOO_LONG, start);
        }
        if (RESERVED.contains(name)) {
            throw new MalformedPacketException(Flaw.EVENT_NAME_RESERVED, start);
        }
        names.add(name);
        return name;
    }

    /** The values from the position to the end of the array, if there are any. */
    private List<String> arguments(boolean any) {
        List<String> arguments = any ? arguments() : List.of();
        scanner.end();
        return arguments;
    }

    private List<String> arguments() {
        int first = argument(0);
        int end = scanner.position();
        if (!scanner.advance(0)) {
            return new ArgumentList(text, first, end);
        }
        ArgumentList.Builder several = new ArgumentList.Builder(text, first, end);
        boolean more = true;
        while (more) {
            int start = argument(several.size());
            several.add(start, scanner.position());
            more = scanner.advance(0);
        }
        return several.list();
    }

    /** Moves behind the next one, and returns where it begins. */
    private int argument(int before) {
        int start = scanner.position();
        if (before == limits.maxArguments()) {
            throw new MalformedPacketException(Flaw.TOO_MANY_ARGUMENTS, start);
        }
        scanner.value();
        return start;
    }

    /** Moves to the first char of the JSON, which is {@code one} or {@code other}. */
    private void expect(Flaw otherwise, char one, char other) {
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
