// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import ee.parley.impl.wire.socketio.ArgumentList;
import ee.parley.impl.wire.socketio.JsonString;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes Java values as arguments and binds arguments to Java types, by JSON-B. Thread-safe.
 *
 * <p>{@code byte[]}, {@link ByteBuffer} and {@link java.io.InputStream}, wherever they stand, become attachments, and are
 * bound from them; their bytes are copied in both directions. NaN and the infinities become null, as in
 * {@code JSON.stringify}, unless they are a property of an application class, which JSON-B refuses.
 */
public final class Payloads implements AutoCloseable {
    private final JsonProvider json = JsonProvider.provider();
    private final Attachments attachments = new Attachments();
    private final Jsonb jsonb;
    private final boolean owned;
    private final ArgumentWriter writer;
    private final ArgumentReader reader;

    /**
     * Binds as configured.
     *
     * @param application how the application wants its classes bound; what attachments need is added to a copy
     */
    public Payloads(JsonbConfig application) {
        JsonbConfig config = new JsonbConfig();
        application.getAsMap().forEach(config::setProperty);
        ByteArrays arrays = new ByteArrays(attachments);
        ByteBuffers buffers = new ByteBuffers(attachments);
        InputStreams streams = new InputStreams(attachments);
        config.withSerializers(arrays, buffers, streams).withDeserializers(arrays, buffers, streams);
        if (config.getProperty(JsonbConfig.PROPERTY_VISIBILITY_STRATEGY).isEmpty()) {
            config.withPropertyVisibilityStrategy(new RecordFields());
        }
        jsonb = JsonbBuilder.create(config);
        owned = true;
        writer = new ArgumentWriter(jsonb, attachments);
        reader = new ArgumentReader(this, jsonb, attachments, true);
    }

    private Payloads(Jsonb jsonb) {
        this.jsonb = jsonb;
        owned = false;
        writer = new ArgumentWriter(jsonb, attachments);
        reader = new ArgumentReader(this, jsonb, attachments, false);
    }

    /**
     * Returns what binds as an application's own JSON-B does. Of attachments that knows nothing, so they are arguments, or
     * elements of collections and maps, but no properties of classes.
     *
     * @param jsonb the application's, which closes it
     */
    public static Payloads by(Jsonb jsonb) {
        return new Payloads(jsonb);
    }

    /** Returns what binds in JSON-B's default way. */
    public static Payloads withDefaults() {
        return new Payloads(new JsonbConfig());
    }

    /**
     * Writes arguments. Streams are read to their end by the calling thread.
     *
     * @param arguments the values; null is JSON's null
     * @return the arguments as JSON, and their attachments
     * @throws IllegalArgumentException when one cannot be written
     */
    public Arguments write(@Nullable Object... arguments) {
        if (arguments.length == 1 && arguments[0] instanceof String text) {
            return new Arguments(List.of(JsonString.quote(text)), List.of());
        }
        List<ByteBuffer> collected = new ArrayList<>(0);
        return attachments.during(collected, () -> {
            List<String> written = new ArrayList<>(arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                written.add(write(i, arguments[i]));
            }
            return new Arguments(written, collected);
        });
    }

    private String write(int index, @Nullable Object argument) {
        try {
            return writer.write(argument);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "argument " + index + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Binds one argument.
     *
     * @param <T> the type
     * @param argument the argument as JSON, which is well-formed
     * @param type the type, generics included; {@link Void} to ignore the argument
     * @param from what placeholders in it stand for
     * @return the value; null for JSON's null, unless the type has a better word for it
     * @throws PayloadException when it does not fit
     * @throws IllegalStateException when nothing would fit, because JSON-B has no access to the type
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // T says whether null may come
    public <T extends @Nullable Object> T read(String argument, Type type, List<ByteBuffer> from) {
        String json = argument.strip();
        if (type == String.class && ArgumentReader.isPlainText(json)) {
            return (T) ArgumentReader.plainText(json);
        }
        return (T) attachments.during(from, () -> {
            try {
                return reader.read(json, type);
            } catch (PayloadException e) {
                throw e;
            } catch (RuntimeException e) {
                requireBindable(type, e);
                // Whatever JSON-B, or a constructor of the application's, has against it: the peer sent it.
                throw reader.misfit(json, type, e);
            }
        });
    }

    /**
     * Binds one of several arguments, as {@link #read(String, Type, List)} does.
     *
     * @param <T> the type
     * @param arguments the arguments as JSON
     * @param index which of them
     * @param type the type
     * @param from what placeholders stand for
     * @return the value
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends @Nullable Object> T read(List<String> arguments, int index, Type type, List<ByteBuffer> from) {
        if (type == String.class && arguments instanceof ArgumentList parts && parts.isPlainText(index)) {
            return (T) parts.plainText(index);
        }
        return read(arguments.get(index), type, from);
    }

    /** Tells whether one of several arguments is JSON's null. */
    public static boolean isNull(List<String> arguments, int index) {
        return arguments instanceof ArgumentList parts
                ? parts.isNull(index)
                : arguments.get(index).strip().equals("null");
    }

    /** A class that JSON-B may not look into, or cannot make, is the application's mistake, whatever the peer sent. */
    private static void requireBindable(Type type, RuntimeException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalAccessException || cause instanceof InstantiationException) {
                throw new IllegalStateException(
                        "JSON-B cannot bind " + type.getTypeName()
                                + ". Make it, and the classes of its properties, public, with a public constructor without"
                                + " parameters, or make it a record.",
                        failure);
            }
        }
    }

    /** Returns arguments as one array. */
    public JsonArray array(List<String> arguments) {
        return parsed(arguments.toString());
    }

    /** Returns the JSON text of an array as an array. */
    public JsonArray parsed(String text) {
        return parse(text).asJsonArray();
    }

    /** Returns the JSON text of an object as an object. */
    public JsonObject object(String text) {
        return parse(text).asJsonObject();
    }

    JsonValue parse(String text) {
        try (JsonReader in = json.createReader(new StringReader(text))) {
            return in.readValue();
        }
    }

    /** Lets go of what JSON-B holds. */
    @Override
    public void close() {
        if (!owned) {
            return;
        }
        try {
            jsonb.close();
        } catch (Exception e) {
            throw new IllegalStateException("JSON-B does not close", e);
        }
    }
}
