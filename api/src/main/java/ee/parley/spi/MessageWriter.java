// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a message as bytes. Numbers have seven bits in each byte, the lowest first, and the eighth says that more
 * follow.
 */
final class MessageWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    void octet(int value) {
        out.write(value);
    }

    void bool(boolean value) {
        octet(value ? 1 : 0);
    }

    /** Not negative. */
    void number(int value) {
        if (value < 0) {
            throw new IllegalArgumentException(value + " is negative");
        }
        int rest = value;
        while (rest > 0x7f) {
            octet((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        octet(rest);
    }

    private void bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
    }

    /** UTF-8, or what UTF-8 cannot carry as it is in memory. */
    void text(String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        boolean exact =
                value.chars().noneMatch(c -> Character.isSurrogate((char) c)) || new String(utf8, UTF_8).equals(value);
        bool(!exact);
        if (exact) {
            bytes(utf8);
        } else {
            ByteBuffer chars = ByteBuffer.allocate(2 * value.length());
            chars.asCharBuffer().put(value);
            bytes(chars.array());
        }
    }

    void optional(Optional<String> value) {
        bool(value.isPresent());
        value.ifPresent(this::text);
    }

    void texts(Collection<String> values) {
        number(values.size());
        values.forEach(this::text);
    }

    void selection(Selection value) {
        texts(value.rooms());
        texts(value.except());
    }

    void data(PacketData value) {
        text(value.json());
        number(value.attachments().size());
        for (ByteBuffer attachment : value.attachments()) {
            byte[] bytes = new byte[attachment.remaining()];
            attachment.duplicate().get(bytes);
            bytes(bytes);
        }
    }

    void duration(Duration value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(value.getSeconds())
                .putInt(value.getNano())
                .array());
    }

    void sockets(List<SocketState> values) {
        number(values.size());
        for (SocketState socket : values) {
            text(socket.id());
            json(socket.handshake());
            texts(socket.rooms());
            json(socket.data());
        }
    }

    private void json(JsonObject value) {
        text(value.toString());
    }

    void counts(Map<String, Integer> values) {
        number(values.size());
        values.forEach((room, count) -> {
            text(room);
            number(count);
        });
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
