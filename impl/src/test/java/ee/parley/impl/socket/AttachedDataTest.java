// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttachedDataTest {
    private final AttachedData data = new AttachedData();

    @Test
    void nothingIsAttachedAtFirst() {
        data.remove("name");
        assertThat(data.get("name", String.class)).isEmpty();
        assertThat(data.toMap()).isEmpty();
    }

    @Test
    void theLastValueUnderANameCounts() {
        data.put("name", "ada");
        data.put("age", 36);
        data.put("name", "bob");
        data.remove("age");
        assertThat(data.get("name", String.class)).contains("bob");
        assertThat(data.get("age", Integer.class)).isEmpty();
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> data.get("name", Integer.class));
    }

    @Test
    void theMapIsACopy() {
        data.put("name", "ada");
        Map<String, Object> before = data.toMap();
        data.put("name", "bob");
        assertThat(before).isEqualTo(Map.of("name", "ada"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> before.put("name", "eve"));
    }

    @Test
    void nothingIsLostWhenManyAttachAtOnce() {
        IntStream.range(0, 1_000).parallel().forEach(i -> data.put("name " + i, i));
        assertThat(data.toMap()).hasSize(1_000);
    }
}
