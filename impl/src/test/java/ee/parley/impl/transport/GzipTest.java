// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "deflate, gzip",
                "gzip;q=0.001",
                "gzip; q=1.0, *;q=0",
                "*",
                "br;q=1.0, *;q=0.5"
            })
    void clientThatNamesItTakesIt(String acceptEncoding) {
        assertThat(Gzip.accepted(acceptEncoding)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "br, deflate",
                "gzip;q=0",
                "gzip; q=0.000",
                "gzip;q=0, *",
                "*;q=0",
                "gzipped",
                ","
            })
    void clientThatDoesNotNameItOrRefusesItDoesNot(String acceptEncoding) {
        assertThat(Gzip.accepted(acceptEncoding)).isFalse();
    }

    @Test
    void clientThatSaysNothingDoesNot() {
        assertThat(Gzip.accepted(null)).isFalse();
    }

    @Test
    void compressedBytesAreTheBytes() throws IOException {
        byte[] compressed = Gzip.compress("hello €".repeat(100).getBytes(StandardCharsets.UTF_8));

        assertThat(compressed).hasSizeLessThan(100);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello €".repeat(100));
    }
}
