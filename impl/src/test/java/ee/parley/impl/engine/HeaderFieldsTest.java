// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderFieldsTest {
    private final Map<String, List<String>> headers = new HeaderFields(
            Map.of("X-Client", List.of("one", "two"), "Host", List.of("chat.example"), "accept", List.of("*/*")));

    @Test
    void aHeaderIsFoundInAnyCase() {
        assertThat(headers.get("HOST")).containsExactly("chat.example");
        assertThat(headers.containsKey("hOsT")).isTrue();
        assertThat(headers.getOrDefault("Accept", List.of())).containsExactly("*/*");
    }

    @Test
    void aHeaderThatWasNotSentIsAbsent() {
        assertThat(headers.get("Origin")).isNull();
        assertThat(headers.containsKey("Origin")).isFalse();
        assertThat(headers.containsKey(null)).isFalse();
    }

    @Test
    void aRepeatedHeaderKeepsItsValuesInOrder() {
        assertThat(headers.get("x-client")).containsExactly("one", "two");
    }

    @Test
    void headersAreSortedByNameInAnyCase() {
        assertThat(headers)
                .containsExactly(
                        entry("accept", List.of("*/*")),
                        entry("Host", List.of("chat.example")),
                        entry("X-Client", List.of("one", "two")));
    }

    @Test
    void nobodyChangesThem() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> headers.put("Host", List.of("other.example")));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> headers.entrySet().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> headers.get("Host").clear());
    }
}
