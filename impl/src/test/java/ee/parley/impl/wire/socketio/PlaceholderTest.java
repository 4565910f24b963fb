// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderTest {

    @Test
    void aPlaceholderIsWrittenAsTheReferenceWritesIt() {
        assertThat(Placeholder.of(3)).isEqualTo("{\"_placeholder\":true,\"num\":3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":12}",
                "{\"num\":12,\"_placeholder\":true}",
                "{ \"_placeholder\" :\ttrue\r\n, \"num\" : 12 }",
                "{\"_placeholder\":true,\"num\":3,\"num\":12}",
                "{\"_placeholder\":true,\"num\":12,\"more\":{\"num\":4}}",
                "{\"\\u005fplaceholder\":true,\"num\":12}"
            })
    void aPlaceholderIsFoundHoweverItIsWritten(String argument) {
        assertThat(Placeholder.number(argument)).hasValue(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12",
                "null",
                "{}",
                "[{\"_placeholder\":true,\"num\":12}]",
                "\"{\\\"_placeholder\\\":true,\\\"num\\\":12}\"",
                "{\"_placeholder\":false,\"num\":12}",
                "{\"_placeholder\":true}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":1.0}",
                "{\"_placeholder\":true,\"num\":\"1\"}",
                "{\"_placeholder\":\"true\",\"num\":1}",
                "{\"_placeholder\":true,\"num\":1,\"_placeholder\":null}",
                "{\"a\":{\"_placeholder\":true,\"num\":1}}",
                "{\"num\":12}"
            })
    void whatIsNoPlaceholderHasNoNumber(String argument) {
        assertThat(Placeholder.number(argument)).isEmpty();
    }
}
