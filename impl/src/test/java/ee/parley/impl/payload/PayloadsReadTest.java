// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsReadTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final List<ByteBuffer> BYTES = List.of(ByteBuffer.wrap(new byte[] {1, 2}));

    private final Payloads payloads = Payloads.withDefaults();

    public record Message(String room, int number) {}

    public record Checked(int number) {
        public Checked {
            if (number < 0) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    record Hidden(String name, int number, Optional<String> mood, List<Hidden> inside) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record HiddenPhoto(
            byte[] data,
            Map<String, byte[]> more,
            @JsonbProperty("label") String title) {}

    public record Page<T>(List<T> items, T first) {}

    public record Holder(Hidden hidden) {}

    @SuppressWarnings("ArrayRecordComponent")
    public record Photo(String title, byte[] data, ByteBuffer buffer) {}

    public static class Album {
        public String title;
        public byte[] cover;
        public List<byte[]> pages;
        public InputStream sound;
    }

    public enum Mood {
        GOOD
    }

    /** A generic type, as a parameter of a method declares it. */
    abstract static class TypeOf<T> {
        Type get() {
            return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
        }
    }

    static List<Arguments> values() {
        return List.of(
                Arguments.of("\"x\"", String.class, "x"),
                Arguments.of("\"a\\n\\u20ac\\\"\"", String.class, "a\n€\""),
                Arguments.of("5", int.class, 5),
                Arguments.of("5", Integer.class, 5),
                Arguments.of("5.0", int.class, 5),
                Arguments.of("1e2", int.class, 100),
                Arguments.of("0", byte.class, (byte) 0),
                Arguments.of("0.000", short.class, (short) 0),
                Arguments.of("-9223372036854775808", long.class, Long.MIN_VALUE),
                Arguments.of("1.5", double.class, 1.5),
                Arguments.of("2", Double.class, 2.0),
                Arguments.of("1.5", float.class, 1.5f),
                Arguments.of("12345678901234567890", BigDecimal.class, new BigDecimal("12345678901234567890")),
                Arguments.of("true", boolean.class, true),
                Arguments.of("false", Boolean.class, false),
                Arguments.of("\"c\"", char.class, 'c'),
                Arguments.of("\"GOOD\"", Mood.class, Mood.GOOD),
                Arguments.of("\"2026-11-20\"", LocalDate.class, LocalDate.of(2026, 11, 20)),
                Arguments.of("[1,2]", new TypeOf<List<Long>>() {}.get(), List.of(1L, 2L)),
                Arguments.of(
                        "{\"a\":[\"x\"]}", new TypeOf<Map<String, List<String>>>() {}.get(), Map.of("a", List.of("x"))),
                Arguments.of("\"x\"", new TypeOf<Optional<String>>() {}.get(), Optional.of("x")),
                Arguments.of("null", new TypeOf<Optional<String>>() {}.get(), Optional.empty()),
                Arguments.of("7", new TypeOf<Optional<Long>>() {}.get(), Optional.of(7L)),
                Arguments.of("\"x\"", Optional.class, Optional.of("x")),
                Arguments.of("{\"a\":1}", Object.class, Map.of("a", BigDecimal.ONE)),
                Arguments.of("{\"room\":\"r\",\"number\":1}", Message.class, new Message("r", 1)),
                Arguments.of("{\"number\":1,\"unknown\":[{}]}", Message.class, new Message(null, 1)),
                Arguments.of(
                        "[{\"room\":\"r\",\"number\":1}]",
                        new TypeOf<List<Message>>() {}.get(),
                        List.of(new Message("r", 1))),
                Arguments.of(
                        "{\"name\":\"a\",\"number\":2,\"mood\":\"m\",\"inside\":[{\"name\":\"b\"}]}",
                        Hidden.class,
                        new Hidden("a", 2, Optional.of("m"), List.of(new Hidden("b", 0, Optional.empty(), null)))),
                Arguments.of(
                        "{\"k\":[{\"name\":\"b\"}]}",
                        new TypeOf<Map<String, List<Hidden>>>() {}.get(),
                        Map.of("k", List.of(new Hidden("b", 0, Optional.empty(), null)))),
                Arguments.of("[{\"name\":\"b\"},null]", Hidden[].class, new Hidden[] {
                    new Hidden("b", 0, Optional.empty(), null), null
                }),
                Arguments.of(
                        "[{\"name\":\"b\"}]",
                        new TypeOf<Set<? extends Hidden>>() {}.get(),
                        Set.of(new Hidden("b", 0, Optional.empty(), null))),
                Arguments.of(
                        "{\"name\":\"b\"}",
                        new TypeOf<Optional<Hidden>>() {}.get(),
                        Optional.of(new Hidden("b", 0, Optional.empty(), null))),
                Arguments.of(
                        "{\"hidden\":{\"name\":\"b\"}}",
                        Holder.class,
                        new Holder(new Hidden("b", 0, Optional.empty(), null))),
                Arguments.of(
                        "{\"items\":[\"2026-11-20\"],\"first\":\"2026-11-20\"}",
                        new TypeOf<Page<LocalDate>>() {}.get(),
                        new Page<>(List.of(LocalDate.of(2026, 11, 20)), LocalDate.of(2026, 11, 20))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void anArgumentIsBoundToItsType(String json, Type type, Object value) {
        assertThat(payloads.<Object>read(json, type, List.of())).isEqualTo(value);
    }

    static List<Arguments> misfits() {
        return List.of(
                Arguments.of("{}", String.class, "expected a string, got an object"),
                Arguments.of("\"x\"", int.class, "expected an integer in range, got a string"),
                Arguments.of("true", int.class, "expected an integer in range, got a boolean"),
                Arguments.of("1.5", int.class, "expected an integer in range, got a number"),
                Arguments.of("1e-400000000", long.class, "expected an integer in range, got a number"),
                Arguments.of("1e999999999", long.class, "expected an integer in range, got a number"),
                Arguments.of("5000000000", int.class, "expected an integer in range, got a number"),
                Arguments.of("128", byte.class, "expected an integer in range, got a number"),
                Arguments.of("null", int.class, "expected an integer in range, got null"),
                Arguments.of("null", boolean.class, "expected a boolean, got null"),
                Arguments.of("\"true\"", boolean.class, "expected a boolean, got a string"),
                Arguments.of("1", Boolean.class, "expected a boolean, got a number"),
                Arguments.of("\"BAD\"", Mood.class, "expected one of certain strings, got a string"),
                Arguments.of("\"today\"", LocalDate.class, "expected another value, got a string"),
                Arguments.of("[]", Message.class, "expected an object of another form, got an array"),
                Arguments.of("[]", Hidden.class, "expected an object of another form, got an array"),
                Arguments.of("{\"number\":-1}", Checked.class, "expected an object of another form, got an object"),
                Arguments.of("{}", new TypeOf<List<String>>() {}.get(), "expected an array, got an object"),
                Arguments.of("{}", new TypeOf<List<Hidden>>() {}.get(), "expected an array, got an object"),
                Arguments.of("5", byte[].class, "expected binary data, got a number"),
                Arguments.of("{}", ByteBuffer.class, "expected binary data, got an object"),
                Arguments.of("\"x\"", JsonObject.class, "expected an object of another form, got a string"),
                Arguments.of("{}", JsonArray.class, "expected an array, got an object"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void aMisfitIsToldInWordsThatTheClientMayRead(String json, Type type, String message) {
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> payloads.read(json, type, List.of()))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"java.lang.String", "java.lang.Integer", "[B", "java.util.List", "java.nio.ByteBuffer"})
    void nullIsNullForAnObject(Class<?> type) {
        assertThat(payloads.<Object>read("null", type, List.of())).isNull();
    }

    @Test
    void whatIsReadAsVoidIsIgnored() {
        assertThat(payloads.<Object>read("{\"any\":1}", Void.class, List.of())).isNull();
    }

    @Test
    void jsonValuesAreTakenAsTheyAre() {
        assertThat(payloads.<JsonValue>read("null", JsonValue.class, List.of())).isEqualTo(JsonValue.NULL);
        assertThat(payloads.<JsonObject>read("{\"a\":1}", JsonObject.class, List.of()))
                .containsOnlyKeys("a");
        assertThat(payloads.<JsonArray>read("[1]", JsonArray.class, List.of())).hasSize(1);
        assertThat(payloads.<JsonStructure>read("[1]", JsonStructure.class, List.of()))
                .isInstanceOf(JsonArray.class);
        assertThat(payloads.<JsonNumber>read("5", JsonNumber.class, List.of()).intValue())
                .isEqualTo(5);
        assertThat(payloads.<JsonString>read("\"x\"", JsonString.class, List.of())
                        .getString())
                .isEqualTo("x");
    }

    @Test
    void bytesAreBoundFromAnAttachment() throws Exception {
        assertThat(payloads.<byte[]>read(FIRST, byte[].class, BYTES)).containsExactly(1, 2);
        assertThat(payloads.<ByteBuffer>read(FIRST, ByteBuffer.class, BYTES)).isEqualTo(BYTES.get(0));
        assertThat(payloads.<InputStream>read(FIRST, InputStream.class, BYTES).readAllBytes())
                .containsExactly(1, 2);
        assertThat(payloads.<byte[]>read(FIRST, Object.class, BYTES)).containsExactly(1, 2);
        assertThat(payloads.<Optional<byte[]>>read(FIRST, new TypeOf<Optional<byte[]>>() {}.get(), BYTES)
                        .orElseThrow())
                .containsExactly(1, 2);
        assertThat(payloads.<List<byte[]>>read("[" + FIRST + "]", new TypeOf<List<byte[]>>() {}.get(), BYTES)
                        .get(0))
                .containsExactly(1, 2);
        assertThat(payloads.<byte[][]>read("[" + FIRST + "]", byte[][].class, BYTES)[0])
                .containsExactly(1, 2);
    }

    @Test
    void bytesInPropertiesAreBoundFromAttachments() throws Exception {
        String json = "{\"title\":\"x\",\"cover\":" + FIRST + ",\"pages\":[" + FIRST + "],\"sound\":" + FIRST + "}";
        Album album = payloads.read(json, Album.class, BYTES);
        assertThat(album.title).isEqualTo("x");
        assertThat(album.cover).containsExactly(1, 2);
        assertThat(album.pages.get(0)).containsExactly(1, 2);
        assertThat(album.sound.readAllBytes()).containsExactly(1, 2);
    }

    @Test
    void bytesInRecordsAreBoundFromAttachments() {
        Photo photo =
                payloads.read("{\"data\":" + FIRST + ",\"buffer\":" + FIRST + ",\"title\":\"x\"}", Photo.class, BYTES);
        assertThat(photo.title()).isEqualTo("x");
        assertThat(photo.data()).containsExactly(1, 2);
        assertThat(photo.buffer()).isEqualTo(BYTES.get(0));
    }

    @Test
    void bytesInRecordsThatAreNotPublicAreBoundFromAttachments() {
        HiddenPhoto photo = payloads.read(
                "{\"data\":" + FIRST + ",\"more\":{\"k\":" + FIRST + "},\"label\":\"x\"}", HiddenPhoto.class, BYTES);
        assertThat(photo.data()).containsExactly(1, 2);
        assertThat(photo.more().get("k")).containsExactly(1, 2);
        assertThat(photo.title()).isEqualTo("x");
    }

    @Test
    void aPropertyForBytesMayBeNullOrMissing() {
        Album album = payloads.read("{\"cover\":null}", Album.class, BYTES);
        assertThat(album.cover).isNull();
        assertThat(album.pages).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"cover\":\"x\"}",
                "{\"cover\":[1,2]}",
                "{\"cover\":{}}",
                "{\"cover\":{\"_placeholder\":true,\"num\":1}}",
                "{\"cover\":{\"_placeholder\":true,\"num\":-1}}"
            })
    void aPropertyForBytesTakesNothingElse(String json) {
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> payloads.read(json, Album.class, BYTES))
                .withMessageStartingWith("expected");
    }

    @Test
    void boundBytesAreACopy() {
        byte[] bytes = payloads.read(FIRST, byte[].class, BYTES);
        bytes[0] = 9;
        assertThat(BYTES.get(0).get(0)).isEqualTo((byte) 1);
    }

    static class HiddenBean {
        public String name = "";
    }

    public abstract static class Unfinished {
        public String name = "";
    }

    @ParameterizedTest
    @ValueSource(classes = {HiddenBean.class, Unfinished.class})
    void aClassThatJsonBCannotReachIsNotThePeersFault(Class<?> type) {
        assertThatIllegalStateException()
                .isThrownBy(() -> payloads.read("{\"name\":\"x\"}", type, List.of()))
                .withMessageStartingWith("JSON-B cannot bind " + type.getTypeName() + ". Make it");
    }

    @Test
    void whatAPeerIsToldNamesNoClass() {
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> payloads.read("{\"number\":-1}", Checked.class, List.of()))
                .satisfies(e ->
                        assertThat(e.getMessage()).doesNotContain("Checked").doesNotContain("secret"));
    }
}
