// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdsTest {
    private final SessionIds ids = new SessionIds();

    @Test
    void anIdIsTwentyCharactersAndNeverTheSame() {
        String id = ids.next().value();

        assertThat(id).matches("[A-Za-z0-9_-]{20}").isNotEqualTo(ids.next().value());
    }

    @Test
    void theOwnIdsAreNotForeign() {
        for (int i = 0; i < 100; i++) {
            assertThat(ids.foreign(ids.next().value())).isFalse();
        }
    }

    @Test
    void theIdsOfAnotherEngineAreForeign() {
        SessionIds others = new SessionIds();
        for (int i = 0; i < 10; i++) {
            assertThat(ids.foreign(others.next().value())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "guess", "!!!!!!!!!!!!!!!!!!!!", "AAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAA\u00e9"})
    void whatIsNoIdIsNobodys(String text) {
        assertThat(ids.foreign(text)).isFalse();
    }
}
