// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"0-0", "1700000000000-12", "18446744073709551615-18446744073709551615"})
    void anIdIsWrittenAsItWasRead(String text) {
        assertThat(EntryId.parse(text)).get().hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "$", "-", "+", "1", "1-", "-1", "1-*", "1-2-3", " 1-2", "1-2\n", "18446744073709551616-0"})
    void whatAClientMakesUpIsNoId(String text) {
        assertThat(EntryId.parse(text)).isEmpty();
    }

    @Test
    void idsAreOrderedByTimeThenBySequence() {
        assertThat(EntryId.of("2-0").isAfter(EntryId.of("1-9"))).isTrue();
        assertThat(EntryId.of("10-2").isAfter(EntryId.of("10-10"))).isFalse();
        assertThat(EntryId.of("18446744073709551615-0").isAfter(EntryId.of("1-0")))
                .isTrue();
        assertThat(EntryId.of("1-1").isAfter(EntryId.of("1-1"))).isFalse();
    }
}
