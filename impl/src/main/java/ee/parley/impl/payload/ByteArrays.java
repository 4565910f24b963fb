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

/** Byte arrays in the properties of application classes. */
final class ByteArrays implements JsonbSerializer<byte[]>, JsonbDeserializer<byte[]> {
    private final Attachments attachments;

    ByteArrays(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public void serialize(byte[] bytes, JsonGenerator out, SerializationContext context) {
        attachments.write(ByteBuffer.wrap(bytes.clone()), out);
    }

    @Override
    public byte @Nullable [] deserialize(JsonParser in, DeserializationContext context, Type type) {
        return attachments.read(context.deserialize(JsonValue.class, in));
    }
}
