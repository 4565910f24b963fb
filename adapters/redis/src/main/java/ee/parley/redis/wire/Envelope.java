// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.MalformedMessageException;
import java.util.Map;
import java.util.Optional;

/**
 * A message in the reference's {@code ClusterMessage} form: {@code {type, data, uid, nsp}}.
 *
 * @param node the id of the node that says it: {@code uid}
 * @param namespace the namespace that it is about: {@code nsp}
 * @param message the message; empty when it is one that says nothing to us
 */
public record Envelope(String node, String namespace, Optional<ClusterMessage> message) {
    /** The {@code uid} of programs that are no nodes. */
    public static final String EMITTER = "emitter";

    /** Writes a message, JSON as long as there are no bytes in it. */
    public static byte[] write(String node, String namespace, ClusterMessage message, JsonTexts json) {
        Draft out = MessageData.hasBytes(message) ? new PackedDraft(json) : new JsonDraft(json);
        return write(node, namespace, message, out);
    }

    /** Writes a message in MessagePack. */
    public static byte[] pack(String node, String namespace, ClusterMessage message, JsonTexts json) {
        return write(node, namespace, message, new PackedDraft(json));
    }

    private static byte[] write(String node, String namespace, ClusterMessage message, Draft out) {
        MessageData data = MessageData.of(message);
        out.map(4).key("type").number(data.type()).key("data");
        data.write(out);
        return out.key("uid").text(node).key("nsp").text(namespace).end().bytes();
    }

    /**
     * Reads a message, in either form.
     *
     * @throws MalformedMessageException when it is none
     */
    public static Envelope read(byte[] bytes, JsonTexts json) {
        Map<String, Received> members = Received.of(bytes, json).members();
        String node = member(members, "uid").text();
        String namespace = member(members, "nsp").text();
        int type = MessageReader.type(member(members, "type").number());
        if (MessageType.isHeartbeat(type)) {
            return new Envelope(node, namespace, Optional.empty());
        }
        return new Envelope(node, namespace, Optional.of(MessageReader.message(type, member(members, "data"))));
    }

    private static Received member(Map<String, Received> members, String name) {
        Received member = members.get(name);
        if (member == null) {
            throw new MalformedMessageException("no " + name);
        }
        return member;
    }
}
