// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.StoredSession;
import jakarta.json.Json;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedSessionTest {
    private static final StoredSession SESSION = new StoredSession(
            "s1",
            "p1",
            Set.of("r"),
            Json.createObjectBuilder().add("n", 1).build(),
            Optional.of("ada"),
            Optional.of("1-0"),
            Optional.empty(),
            Optional.of("2-0"));

    private final JsonTexts json = new JsonTexts();

    @Test
    void theMembersOfTheReferenceComeFirst() {
        byte[] packed = Base64.getDecoder().decode(SavedSession.write("/", SESSION, json));

        assertThat(HexFormat.of().formatHex(packed))
                .isEqualTo("88" + "a3736964a27331" + "a3706964a27031" + "a5726f6f6d7391a172" + "a46461746181a16e01"
                        + "a36e7370a12f" + "a97072696e636970616ca3616461" + "a66f6666736574a3312d30"
                        + "a8706f736974696f6ea3322d30");
        assertThat(SavedSession.read("/", SavedSession.write("/", SESSION, json), json))
                .contains(SESSION);
    }

    @Test
    void aSessionThatNodeHasSavedIsReadAsOneOfNobody() {
        // @msgpack/msgpack of {sid: "s1", pid: "p1", rooms: ["s1", "r"], data: {n: 1}}
        byte[] saved = "hKNzaWSiczGjcGlkonAxpXJvb21zkqJzMaFypGRhdGGBoW4B".getBytes(UTF_8);

        assertThat(SavedSession.read("/", saved, json))
                .contains(new StoredSession(
                        "s1",
                        "p1",
                        Set.of("s1", "r"),
                        SESSION.data(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aSessionOfOneNamespaceIsNoneOfAnother() {
        assertThat(SavedSession.read("/admin", SavedSession.write("/", SESSION, json), json))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "####", "gA==", "kA==", "gaNzaWQB"})
    void whatIsNoSessionIsMalformed(String saved) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> SavedSession.read("/", saved.getBytes(UTF_8), json));
    }
}
