// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonStringTest {

    static Stream<Arguments> strings() {
        return Stream.of(
                arguments("", "\"\""),
                arguments("plain", "\"plain\""),
                arguments("é€/\u007f\u2028", "\"é€/\u007f\u2028\""),
                arguments("a\"b\\c", "\"a\\\"b\\\\c\""),
                arguments("\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""),
                arguments("x\0\u000b\u001fy", "\"x\\u0000\\u000b\\u001fy\""),
                arguments("\ud834\udd1e", "\"\ud834\udd1e\""),
                arguments("\ud834", "\"\\ud834\""),
                arguments("x\udd1ey", "\"x\\udd1ey\""),
                arguments("\udd1e\ud834", "\"\\udd1e\\ud834\""),
                arguments("\ud834\ud834\udd1e\udd1e", "\"\\ud834\ud834\udd1e\\udd1e\""));
    }

    @ParameterizedTest
    @MethodSource("strings")
    void aStringIsQuotedAsTheReferenceQuotesIt(String value, String json) {
        assertThat(JsonString.quote(value)).isEqualTo(json);
        assertThat(JsonString.unquote(json, 1, json.length() - 1)).isEqualTo(value);
    }

    @Test
    void unpairedSurrogatesInTheJsonOfOthersBecomeEscapes() {
        assertThat(JsonString.escapeUnpairedSurrogates("{\"a\ud834\":[\"\udd1e\",\"\ud834\udd1e\\n\"]}"))
                .isEqualTo("{\"a\\ud834\":[\"\\udd1e\",\"\ud834\udd1e\\n\"]}");
        String untouched = "[\"\u20ac\ud834\udd1e\"]";
        assertThat(JsonString.escapeUnpairedSurrogates(untouched)).isSameAs(untouched);
    }

    @Test
    void everyEscapeOfTheGrammarIsUnderstood() {
        String json = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\"";
        assertThat(JsonString.unquote(json, 1, json.length() - 1)).isEqualTo("\"\\/\b\f\n\r\téé");
    }

    @Test
    void onlyWhatIsBetweenTheQuotesCounts() {
        assertThat(JsonString.unquote("[\"a\",\"\\n\"]", 2, 3)).isEqualTo("a");
    }

    @Test
    void whatIsQuotedIsUnquotedToTheSame() {
        for (long seed = 0; seed < 20_000; seed++) {
            String value = randomString(new Random(seed));
            String json = JsonString.quote(value);
            new JsonScanner(json, 0, 1).value();
            assertThat(JsonString.unquote(json, 1, json.length() - 1))
                    .as("seed %d", seed)
                    .isEqualTo(value);
        }
    }

    static String randomString(Random random) {
        String alphabet = "abc\"\\/\b\n\u0000\u001f\u007fé€\u2028\ud834\udd1e\ud834\udd1e";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
