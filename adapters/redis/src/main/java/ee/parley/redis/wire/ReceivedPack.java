// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/** A value in MessagePack: the {@code length} bytes from {@code from} on. */
final class ReceivedPack implements Received {
    /** Reads something out of the value. */
    interface Reading<T> {
        T read(MessageUnpacker in) throws IOException;
    }

    private final byte[] bytes;
    private final int from;
    private final int length;
    private final JsonTexts json;

    ReceivedPack(byte[] bytes, int from, int length, JsonTexts json) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        this.json = json;
    }

    /** Returns a part of the value, not a copy; {@code start} counts from where the value begins. */
    ByteBuffer part(int start, int size) {
        if (size > length - start) {
            throw new MalformedMessageException("cut off");
        }
        return ByteBuffer.wrap(bytes, from + start, size);
    }

    @Override
    public Map<String, Received> members() {
        return read(in -> {
            Map<String, Received> members = new HashMap<>();
            for (int left = in.unpackMapHeader(); left > 0; left--) {
                members.put(key(in), next(in));
            }
            return members;
        });
    }

    @Override
    public List<Received> elements() {
        return read(in -> {
            List<Received> elements = new ArrayList<>();
            for (int left = in.unpackArrayHeader(); left > 0; left--) {
                elements.add(next(in));
            }
            return elements;
        });
    }

    @Override
    public String text() {
        return read(MessageUnpacker::unpackString);
    }

    @Override
    public String name() {
        return read(ReceivedPack::key);
    }

    @Override
    public long number() {
        return read(in -> in.getNextFormat().getValueType() == ValueType.FLOAT
                ? (long) in.unpackDouble()
                : in.unpackBigInteger().longValue());
    }

    @Override
    public boolean isNull() {
        return bytes[from] == (byte) 0xc0 || bytes[from] == (byte) 0xd4;
    }

    @Override
    public boolean isTrue() {
        return length == 1 && bytes[from] == (byte) 0xc3;
    }

    @Override
    public boolean isFalse() {
        return length == 1 && bytes[from] == (byte) 0xc2;
    }

    @Override
    public PacketData data() {
        PackedJson text = new PackedJson(json, PackedJson.Bytes.ATTACHED);
        return read(in -> text.of(in, this));
    }

    @Override
    public JsonObject object() {
        PackedJson text = new PackedJson(json, PackedJson.Bytes.AS_BUFFER);
        PacketData data = read(in -> text.of(in, this));
        if (!data.json().startsWith("{")) {
            throw new MalformedMessageException("no map");
        }
        return json.object(data.json());
    }

    /** Returns the name of a member: a text, or a number. */
    static String key(MessageUnpacker in) throws IOException {
        return in.getNextFormat().getValueType() == ValueType.INTEGER
                ? in.unpackBigInteger().toString()
                : in.unpackString();
    }

    private Received next(MessageUnpacker in) throws IOException {
        int start = (int) in.getTotalReadBytes();
        in.skipValue();
        return new ReceivedPack(bytes, from + start, (int) in.getTotalReadBytes() - start, json);
    }

    private <T> T read(Reading<T> reading) {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(bytes, from, length)) {
            return reading.read(in);
        } catch (MessagePackException e) {
            throw new MalformedMessageException("no MessagePack");
        } catch (IOException e) {
            throw new AssertionError("reading from memory", e);
        }
    }
}
