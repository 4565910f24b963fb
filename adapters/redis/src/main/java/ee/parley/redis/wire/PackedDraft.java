// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.PacketData;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** A message in MessagePack, each value in its shortest form, as the libraries of the reference write it. */
public final class PackedDraft implements Draft {
    /** Every number of so many digits is a long. */
    private static final int MOST_DIGITS = 18;

    /** Writes something. */
    private interface Writing {
        void write() throws IOException;
    }

    private final JsonTexts json;
    private final MessageBufferPacker out = MessagePack.newDefaultBufferPacker();

    public PackedDraft(JsonTexts json) {
        this.json = json;
    }

    @Override
    public PackedDraft map(int members) {
        return write(() -> out.packMapHeader(members));
    }

    @Override
    public PackedDraft list(int elements) {
        return write(() -> out.packArrayHeader(elements));
    }

    @Override
    public PackedDraft end() {
        return this;
    }

    @Override
    public PackedDraft key(String name) {
        return text(name);
    }

    @Override
    public PackedDraft text(String text) {
        return write(() -> out.packString(text));
    }

    @Override
    public PackedDraft number(long number) {
        return write(() -> out.packLong(number));
    }

    @Override
    public PackedDraft flag(boolean flag) {
        return write(() -> out.packBoolean(flag));
    }

    @Override
    public PackedDraft data(PacketData data) {
        return write(() -> value(json.read(data.json()), data.attachments()));
    }

    @Override
    public byte[] bytes() {
        return out.toByteArray();
    }

    private void value(JsonValue value, List<ByteBuffer> attachments) throws IOException {
        if (value instanceof JsonString text) {
            out.packString(text.getString());
        } else if (value instanceof JsonNumber number) {
            number(number);
        } else if (value instanceof JsonArray array) {
            out.packArrayHeader(array.size());
            for (JsonValue element : array) {
                value(element, attachments);
            }
        } else if (value instanceof JsonObject object) {
            object(object, attachments);
        } else if (value.getValueType() == JsonValue.ValueType.NULL) {
            out.packNil();
        } else {
            out.packBoolean(value.getValueType() == JsonValue.ValueType.TRUE);
        }
    }

    private void object(JsonObject object, List<ByteBuffer> attachments) throws IOException {
        int attachment = attachments.isEmpty() ? -1 : placeholder(object);
        if (attachment >= 0 && attachment < attachments.size()) {
            ByteBuffer bytes = attachments.get(attachment).duplicate();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.packBinaryHeader(copy.length).addPayload(copy);
            return;
        }
        out.packMapHeader(object.size());
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            out.packString(member.getKey());
            value(member.getValue(), attachments);
        }
    }

    private static int placeholder(JsonObject object) {
        JsonValue marked = object.get("_placeholder");
        return marked != null
                        && marked.getValueType() == JsonValue.ValueType.TRUE
                        && object.get("num") instanceof JsonNumber number
                ? (int) number.doubleValue()
                : -1;
    }

    private void number(JsonNumber number) throws IOException {
        if (number.isIntegral() && number.bigDecimalValue().precision() <= MOST_DIGITS) {
            out.packLong(number.longValueExact());
            return;
        }
        double inexact = number.doubleValue();
        if (inexact == Math.rint(inexact) && Math.abs(inexact) <= PackedJson.MAX_SAFE_INTEGER) {
            out.packLong((long) inexact);
        } else {
            out.packDouble(inexact);
        }
    }

    private PackedDraft write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new AssertionError("writing to memory", e);
        }
        return this;
    }
}
