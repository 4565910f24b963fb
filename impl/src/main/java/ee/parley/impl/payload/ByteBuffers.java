// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import jakarta.json.JsonValue;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Byte buffers in the properties of application classes. */
final class ByteBuffers implements JsonbSerializer<ByteBuffer>, JsonbDeserializer<ByteBuffer> {
    private final Attachments attachments;

    ByteBuffers(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public void serialize(ByteBuffer bytes, JsonGenerator out, SerializationContext context) {
        attachments.write(ByteBuffer.wrap(Attachments.copy(bytes)), out);
    }

    @Override
    public @Nullable ByteBuffer deserialize(JsonParser in, DeserializationContext context, Type type) {
        byte[] bytes = attachments.read(context.deserialize(JsonValue.class, in));
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
