// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadsWriteTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

    private final Payloads payloads = Payloads.withDefaults();

    public record Message(String room, int number) {}

    record Hidden(String name, List<Hidden> inside) {}

    private record Renamed(@JsonbProperty("other") String name) {}

    @SuppressWarnings("ArrayRecordComponent")
    public record Photo(String title, byte[] data) {}

    public static class Album {
        public byte[] cover = {1};
        public ByteBuffer back = ByteBuffer.wrap(new byte[] {2, 3});
        public List<byte[]> pages = List.of(new byte[] {4});
        public InputStream sound = new ByteArrayInputStream(new byte[] {5, 6});
        public Photo photo = new Photo("x", new byte[] {7});
    }

    /** Writes arguments while it is written. */
    public static final class Nesting {
        private final Payloads payloads;

        Nesting(Payloads payloads) {
            this.payloads = payloads;
        }

        public String getInner() {
            return payloads.write(new byte[] {7}).json().get(0);
        }

        public byte[] getOuter() {
            return new byte[] {2};
        }
    }

    enum Mood {
        GOOD
    }

    static List<Arguments> values() {
        return List.of(
                Arguments.of("hello", "\"hello\""),
                Arguments.of(
                        "\" \\ \b \n \u0001 \u2028 € \ud83d\ude00",
                        "\"\\\" \\\\ \\b \\n \\u0001 \u2028 € \ud83d\ude00\""),
                Arguments.of("\ud800", "\"\\ud800\""),
                Arguments.of(42, "42"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of((byte) -1, "-1"),
                Arguments.of(1.5, "1.5"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(new BigDecimal("3.10"), "3.10"),
                Arguments.of(BigInteger.TEN.pow(20), "100000000000000000000"),
                Arguments.of(true, "true"),
                Arguments.of('c', "\"c\""),
                Arguments.of(Double.NaN, "null"),
                Arguments.of(Float.NEGATIVE_INFINITY, "null"),
                Arguments.of(List.of(Double.NaN, 1), "[null,1]"),
                Arguments.of(Map.of("a", Double.POSITIVE_INFINITY), "{\"a\":null}"),
                Arguments.of(Optional.of("x"), "\"x\""),
                Arguments.of(Optional.empty(), "null"),
                Arguments.of(Arrays.asList("a", null, 1, true), "[\"a\",null,1,true]"),
                Arguments.of(new Object[] {1, "b"}, "[1,\"b\"]"),
                Arguments.of(new int[] {1, 2}, "[1,2]"),
                Arguments.of(new TreeMap<>(Map.of(1, "one", 2, List.of())), "{\"1\":\"one\",\"2\":[]}"),
                Arguments.of(Map.of(Mood.GOOD, Mood.GOOD), "{\"GOOD\":\"GOOD\"}"),
                Arguments.of(Json.createObjectBuilder().add("b", 1).add("a", 2).build(), "{\"b\":1,\"a\":2}"),
                Arguments.of(JsonValue.TRUE, "true"),
                Arguments.of(List.of(Json.createValue("x")), "[\"x\"]"),
                Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
                Arguments.of(Map.of("day", LocalDate.EPOCH), "{\"day\":\"1970-01-01\"}"),
                Arguments.of(new Message("lobby", 3), "{\"number\":3,\"room\":\"lobby\"}"),
                Arguments.of(List.of(new Message("lobby", 3)), "[{\"number\":3,\"room\":\"lobby\"}]"),
                Arguments.of(
                        new Hidden("a", List.of(new Hidden("b", List.of()))),
                        "{\"inside\":[{\"inside\":[],\"name\":\"b\"}],\"name\":\"a\"}"),
                Arguments.of(new Renamed("x"), "{\"other\":\"x\"}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsWrittenAsJson(Object value, String json) {
        assertThat(payloads.write(value).json()).containsExactly(json);
    }

    @Test
    void unpairedSurrogatesSurviveWhereverTheyStand() {
        assertThat(payloads.write("\ud800", Json.createValue("\ud800"), new Message("\udc00", 1))
                        .json())
                .containsExactly("\"\\ud800\"", "\"\\ud800\"", "{\"number\":1,\"room\":\"\\udc00\"}");
    }

    @Test
    void eachArgumentIsWrittenByItself() {
        assertThat(payloads.write("a", null, 3).json()).containsExactly("\"a\"", "null", "3");
        assertThat(payloads.write().json()).isEmpty();
    }

    static List<Arguments> bytes() {
        return List.of(
                Arguments.of(new byte[] {1, 2}),
                Arguments.of(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 2)),
                Arguments.of(ByteBuffer.wrap(new byte[] {1, 2}).asReadOnlyBuffer()),
                Arguments.of(new ByteArrayInputStream(new byte[] {1, 2})));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void bytesBecomeAnAttachment(Object value) {
        var written = payloads.write(value);
        assertThat(written.json()).containsExactly(FIRST);
        assertThat(written.attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2}));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void bytesInAMapOrAListBecomeAnAttachment(Object value) {
        var written = payloads.write(Map.of("data", List.of(value)));
        assertThat(written.json()).containsExactly("{\"data\":[" + FIRST + "]}");
        assertThat(written.attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2}));
    }

    @Test
    void attachmentsOfAllArgumentsAreNumberedTogether() {
        var written = payloads.write(new byte[] {1}, "x", List.of(new byte[] {2}));
        assertThat(written.json()).containsExactly(FIRST, "\"x\"", "[" + SECOND + "]");
        assertThat(written.attachments())
                .containsExactly(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2}));
    }

    @Test
    void bytesInPropertiesBecomeAttachments() {
        var written = payloads.write(new Album());
        assertThat(written.json())
                .containsExactly(
                        "{\"back\":{\"_placeholder\":true,\"num\":0},\"cover\":{\"_placeholder\":true,\"num\":1},"
                                + "\"pages\":[{\"_placeholder\":true,\"num\":2}],"
                                + "\"photo\":{\"data\":{\"_placeholder\":true,\"num\":3},\"title\":\"x\"},"
                                + "\"sound\":{\"_placeholder\":true,\"num\":4}}");
        assertThat(written.attachments())
                .containsExactly(
                        ByteBuffer.wrap(new byte[] {2, 3}),
                        ByteBuffer.wrap(new byte[] {1}),
                        ByteBuffer.wrap(new byte[] {4}),
                        ByteBuffer.wrap(new byte[] {7}),
                        ByteBuffer.wrap(new byte[] {5, 6}));
    }

    @Test
    void bytesAreCopiedSoThatTheCallerMayUseItsArrayAgain() {
        byte[] array = {1};
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {2});
        Photo photo = new Photo("x", new byte[] {3});
        var written = payloads.write(array, buffer, photo);
        array[0] = 9;
        buffer.put(0, (byte) 9);
        photo.data()[0] = 9;
        assertThat(written.attachments())
                .containsExactly(
                        ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2}), ByteBuffer.wrap(new byte[] {3
                        }));
    }

    @Test
    void aBufferKeepsItsPosition() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2});
        payloads.write(buffer);
        assertThat(buffer.position()).isZero();
    }

    @Test
    void whatCannotBeWrittenIsTheCallersFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> payloads.write("fine", new Unwritable()))
                .withMessageStartingWith("argument 1 cannot be written as JSON");
    }

    @Test
    void aListInItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatIllegalArgumentException().isThrownBy(() -> payloads.write(list));
    }

    @Test
    void aStreamThatFailsIsRefused() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> payloads.write(broken));
    }

    @Test
    void aFailedCallLeavesNothingToTheNext() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> payloads.write(new byte[] {1}, new ArrayList<>() {
                    @Override
                    public java.util.Iterator<Object> iterator() {
                        throw new IllegalStateException("broken");
                    }
                }));
        assertThat(payloads.write(new byte[] {2}).attachments()).containsExactly(ByteBuffer.wrap(new byte[] {2}));
    }

    @Test
    void aPropertyMayItselfWriteArguments() {
        var written = payloads.write(new byte[] {1}, new Nesting(payloads));
        assertThat(written.attachments())
                .containsExactly(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2}));
    }

    @Test
    void theApplicationsConfigurationIsFollowed() {
        Payloads configured = new Payloads(new JsonbConfig().withNullValues(true));
        assertThat(configured.write(new Photo("x", null)).json()).containsExactly("{\"data\":null,\"title\":\"x\"}");
    }
}
