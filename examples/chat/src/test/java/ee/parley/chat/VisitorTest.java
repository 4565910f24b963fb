// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.ConnectionRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorTest {
    private static final String KEY = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"A", "Ada", "Åsa O'Neil-Šek Jr.", "小明", "abcdefghijklmnopqrstuvwx"})
    void namesOfAnyScriptAreWelcome(String nickname) {
        assertThatCode(() -> new Visitor(nickname, KEY).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" Ada", "Ada ", "-", "<b>", "Ada\n", "abcdefghijklmnopqrstuvwxy"})
    void otherNamesAreRefused(String nickname) {
        assertThatExceptionOfType(ConnectionRefusedException.class)
                .isThrownBy(() -> new Visitor(nickname, KEY).check())
                .withMessageStartingWith("A nickname has");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"short", "0123456789abcde "})
    void aVisitorWithoutAKeyIsRefused(String key) {
        assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(() -> new Visitor("Ada", key).check());
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(new Visitor("Ada", KEY)).asString().isEqualTo("Visitor[Ada]");
    }
}
