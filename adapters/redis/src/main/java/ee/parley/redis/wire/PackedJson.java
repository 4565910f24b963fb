// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageUnpacker;

/** Turns a value in MessagePack into the JSON that {@code JSON.stringify} makes of it. */
final class PackedJson {
    /** What becomes of the bytes in it. */
    enum Bytes {
        /** They are attachments, with placeholders. */
        ATTACHED,
        /** They are written as {@code JSON.stringify} writes a {@code Buffer}. */
        AS_BUFFER
    }

    /** In notepack.io; of one byte it is JavaScript's undefined, of eight a date of its older versions. */
    private static final int NOTEPACK = 0;

    private static final int TIMESTAMP = -1;

    /** No integer above it has a double of its own. */
    static final double MAX_SAFE_INTEGER = 9007199254740991.0;

    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final Bytes treatment;
    private final StringWriter text = new StringWriter();
    private final JsonGenerator out;
    private final List<ByteBuffer> attachments = new ArrayList<>(0);

    PackedJson(JsonTexts json, Bytes treatment) {
        this.treatment = treatment;
        this.out = json.generator(text);
    }

    /** Returns the value that {@code in} is at; called once. */
    PacketData of(MessageUnpacker in, ReceivedPack whole) throws IOException {
        try (out) {
            value(in, whole, Received.MAX_DEPTH);
        } catch (JsonException | DateTimeException | ArithmeticException e) {
            throw new MalformedMessageException("no JSON");
        }
        return new PacketData(text.toString(), attachments);
    }

    private void value(MessageUnpacker in, ReceivedPack whole, int depth) throws IOException {
        if (depth == 0) {
            throw new MalformedMessageException("too deep");
        }
        switch (in.getNextFormat().getValueType()) {
            case NIL -> {
                in.unpackNil();
                out.writeNull();
            }
            case BOOLEAN -> out.write(in.unpackBoolean());
            case INTEGER -> integer(in);
            case FLOAT -> fraction(in.unpackDouble());
            case STRING -> out.write(in.unpackString());
            case BINARY -> bytes(in, whole);
            case ARRAY -> {
                out.writeStartArray();
                for (int left = in.unpackArrayHeader(); left > 0; left--) {
                    value(in, whole, depth - 1);
                }
                out.writeEnd();
            }
            case MAP -> map(in, whole, depth);
            case EXTENSION -> extension(in);
        }
    }

    private void map(MessageUnpacker in, ReceivedPack whole, int depth) throws IOException {
        out.writeStartObject();
        for (int left = in.unpackMapHeader(); left > 0; left--) {
            String name = ReceivedPack.key(in);
            // JSON.stringify leaves out what is undefined.
            if (in.getNextFormat() == MessageFormat.FIXEXT1) {
                in.skipValue();
            } else {
                out.writeKey(name);
                value(in, whole, depth - 1);
            }
        }
        out.writeEnd();
    }

    private void integer(MessageUnpacker in) throws IOException {
        if (in.getNextFormat() == MessageFormat.UINT64) {
            out.write(in.unpackBigInteger());
        } else {
            out.write(in.unpackLong());
        }
    }

    private void fraction(double number) {
        if (!Double.isFinite(number)) {
            out.writeNull();
        } else if (number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER) {
            out.write((long) number);
        } else {
            out.write(number);
        }
    }

    private void bytes(MessageUnpacker in, ReceivedPack whole) throws IOException {
        int size = in.unpackBinaryHeader();
        ByteBuffer bytes = whole.part((int) in.getTotalReadBytes(), size);
        in.readPayloadAsReference(size);
        out.writeStartObject();
        if (treatment == Bytes.ATTACHED) {
            attachments.add(bytes);
            out.write("_placeholder", true).write("num", attachments.size() - 1);
        } else {
            out.write("type", "Buffer").writeStartArray("data");
            while (bytes.hasRemaining()) {
                out.write(bytes.get() & 0xff);
            }
            out.writeEnd();
        }
        out.writeEnd();
    }

    private void extension(MessageUnpacker in) throws IOException {
        ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
        if (header.getType() == TIMESTAMP) {
            out.write(DATE.format(in.unpackTimestamp(header)));
        } else if (header.getType() == NOTEPACK && header.getLength() == 8) {
            long millis = ByteBuffer.wrap(in.readPayload(8)).getLong();
            out.write(DATE.format(Instant.ofEpochMilli(millis)));
        } else if (header.getType() == NOTEPACK && header.getLength() == 1) {
            in.readPayload(1);
            out.writeNull();
        } else {
            throw new MalformedMessageException("extension " + header.getType());
        }
    }
}
