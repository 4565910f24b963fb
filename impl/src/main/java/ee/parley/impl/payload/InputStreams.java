// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import jakarta.json.JsonValue;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Streams in the properties of application classes; they are read to the end, not closed. */
final class InputStreams implements JsonbSerializer<InputStream>, JsonbDeserializer<InputStream> {
    private final Attachments attachments;

    InputStreams(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public void serialize(InputStream bytes, JsonGenerator out, SerializationContext context) {
        attachments.write(Attachments.drain(bytes), out);
    }

    @Override
    public @Nullable InputStream deserialize(JsonParser in, DeserializationContext context, Type type) {
        byte[] bytes = attachments.read(context.deserialize(JsonValue.class, in));
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }
}
