// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * A value in what another node has sent, JSON or MessagePack. Nothing in it is trusted: each method throws
 * {@link MalformedMessageException} when the value is not what is asked for.
 */
public sealed interface Received permits ReceivedJson, ReceivedPack {
    /** Arrays and maps in each other; what a client may send is nested less. */
    int MAX_DEPTH = 256;

    /**
     * Returns what {@code bytes} hold: JSON when they begin as an object does in JSON, else MessagePack. Nobody changes
     * the bytes from here on.
     */
    static Received of(byte[] bytes, JsonTexts json) {
        return bytes.length > 0 && bytes[0] == '{'
                ? new ReceivedJson(json.received(bytes))
                : new ReceivedPack(bytes, 0, bytes.length, json);
    }

    /** Returns the members of a map by name; the last one where several have the same name. */
    Map<String, Received> members();

    List<Received> elements();

    String text();

    /** Returns a text, or what JavaScript writes for a number: its programs use either as the name of a room. */
    String name();

    /** Returns a number without its fraction. */
    long number();

    /** Returns whether this is null, or JavaScript's undefined; never throws. */
    boolean isNull();

    /** Returns whether this is the boolean true; never throws. */
    boolean isTrue();

    /** Returns whether this is the boolean false; never throws. */
    boolean isFalse();

    /** Returns any value, its bytes as attachments. */
    PacketData data();

    /** Returns a map as JSON, its bytes as {@code JSON.stringify} writes a {@code Buffer}. */
    JsonObject object();

    /** Returns a member that must be there. */
    default Received member(String name) {
        Received member = members().get(name);
        if (member == null) {
            throw new MalformedMessageException("no " + name);
        }
        return member;
    }
}
