// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.EventException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostTest {
    static Object[][] refused() {
        String longest = "x".repeat(Post.LONGEST_TEXT);
        byte[] large = new byte[Post.LARGEST_IMAGE + 1];
        return new Object[][] {
            {new Post(null, "lobby", "hi"), null, "BAD_MESSAGE"},
            {new Post("<id>", "lobby", "hi"), null, "BAD_MESSAGE"},
            {new Post("1", null, "hi"), null, "BAD_MESSAGE"},
            {new Post("1", "lobby", null), null, "BAD_MESSAGE"},
            {new Post("1", "lobby", " \n"), null, "BAD_MESSAGE"},
            {new Post("1", "lobby", longest + "x"), null, "BAD_MESSAGE"},
            {new Post("1", "lobby", ""), new byte[0], "BAD_IMAGE"},
            {new Post("1", "lobby", ""), "<svg onload=x>".getBytes(ISO_8859_1), "BAD_IMAGE"},
            {new Post("1", "lobby", ""), large, "BAD_IMAGE"},
        };
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsWrongWithAMessageIsToldByCode(Post post, byte[] image, String code) {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> post.toRoom("Ada", Optional.ofNullable(image)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    static Object[][] images() {
        return new Object[][] {
            {"\u0089PNG\r\n\u001a\nrest", "image/png"},
            {"\u00ff\u00d8\u00ff\u00e0", "image/jpeg"},
            {"GIF89a", "image/gif"},
            {"RIFF1234WEBPVP8", "image/webp"},
        };
    }

    @ParameterizedTest
    @MethodSource("images")
    void theTypeOfAnImageIsReadFromItsBytes(String bytes, String type) {
        Letter letter = new Post("1", "lobby", "").toRoom("Ada", Optional.of(bytes.getBytes(ISO_8859_1)));

        assertThat(letter.message().image()).isEqualTo(type);
    }

    @Test
    void aPrivateMessageNamesNoRoom() {
        Letter letter = new Post("1", "wZX3oN0bSVIhsaknAAAI", "psst").toPerson("Ada", Optional.empty());

        assertThat(letter.message()).isEqualTo(new Message("1", null, "Ada", "psst", null, 0));
    }
}
