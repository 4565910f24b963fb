// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes packets as the reference implementation does, byte for byte.
 *
 * <p>Payloads and arguments are JSON texts and go out as they are, placeholders included; nobody checks them here.
 * Stateless, so thread-safe.
 */
public final class PacketEncoder {

    /** The longest id in decimals, the longest count of attachments, a type, a dash, two brackets. */
    private static final int FIXED = 40;

    public Encoded encode(Packet packet) {
        if (packet instanceof Packet.Event e) {
            return event(e.namespace(), e.ackId(), e.name(), e.arguments(), e.attachments());
        }
        if (packet instanceof Packet.Ack a) {
            return ack(a.namespace(), a.ackId(), a.arguments(), a.attachments());
        }
        if (packet instanceof Packet.Connect c) {
            return control('0', c.namespace(), c.payload().orElse(""));
        }
        if (packet instanceof Packet.Disconnect d) {
            return disconnect(d.namespace());
        }
        if (packet instanceof Packet.ConnectError e) {
            return connectError(e.namespace(), e.payload());
        }
        throw new AssertionError(packet);
    }

    public Encoded event(
            String namespace,
            OptionalLong ackId,
            String name,
            List<String> jsonArguments,
            List<ByteBuffer> attachments) {
        StringBuilder text = header(attachments.isEmpty() ? '2' : '5', namespace, attachments, name, jsonArguments);
        if (ackId.isPresent()) {
            text.append(ackId.getAsLong());
        }
        array(name, jsonArguments, text);
        return new Encoded(text.toString(), attachments);
    }

    /** As the other, for an event whose array is written already. */
    public Encoded event(String namespace, OptionalLong ackId, String jsonArray, List<ByteBuffer> attachments) {
        StringBuilder text = header(attachments.isEmpty() ? '2' : '5', namespace, attachments, jsonArray, List.of());
        if (ackId.isPresent()) {
            text.append(ackId.getAsLong());
        }
        return new Encoded(text.append(jsonArray).toString(), attachments);
    }

    /** The array of an event, as it stands in its packet. */
    public String array(String name, List<String> jsonArguments) {
        StringBuilder text = new StringBuilder(FIXED + name.length());
        array(name, jsonArguments, text);
        return text.toString();
    }

    private static void array(String name, List<String> jsonArguments, StringBuilder text) {
        text.append('[');
        JsonString.quote(name, text);
        for (int i = 0; i < jsonArguments.size(); i++) {
            text.append(',').append(jsonArguments.get(i));
        }
        text.append(']');
    }

    public Encoded ack(String namespace, long ackId, List<String> jsonArguments, List<ByteBuffer> attachments) {
        StringBuilder text = header(attachments.isEmpty() ? '3' : '6', namespace, attachments, "", jsonArguments);
        text.append(ackId).append('[');
        for (int i = 0; i < jsonArguments.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(jsonArguments.get(i));
        }
        return new Encoded(text.append(']').toString(), attachments);
    }

    /** Grants {@code namespace} to a client; {@code jsonPayload} names its socket. */
    public Encoded connect(String namespace, String jsonPayload) {
        return control('0', namespace, jsonPayload);
    }

    public Encoded connectError(String namespace, String jsonPayload) {
        return control('4', namespace, jsonPayload);
    }

    public Encoded disconnect(String namespace) {
        return control('1', namespace, "");
    }

    private static Encoded control(char type, String namespace, String payload) {
        String text = isRoot(namespace) ? type + payload : type + namespace + ',' + payload;
        return new Encoded(text, List.of());
    }

    private static StringBuilder header(
            char type, String namespace, List<ByteBuffer> attachments, String name, List<String> arguments) {
        int length = FIXED + namespace.length() + name.length() + arguments.size();
        for (int i = 0; i < arguments.size(); i++) {
            length += arguments.get(i).length();
        }
        StringBuilder text = new StringBuilder(length).append(type);
        if (!attachments.isEmpty()) {
            text.append(attachments.size()).append('-');
        }
        if (!isRoot(namespace)) {
            text.append(namespace).append(',');
        }
        return text;
    }

    private static boolean isRoot(String namespace) {
        return namespace.equals("/");
    }
}
