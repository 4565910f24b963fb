// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static List<String> codesIn(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** The codes of this module: those of the rules, and those that stand in the text of a message. */
    private static List<String> codesInUse() throws IOException {
        List<String> codes = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            codes.add(rule.code());
        }
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                codes.addAll(codesIn(Files.readString(file), "PARLEY6\\d{3}"));
            }
        }
        return codes;
    }

    @Test
    void everyMessageHasACodeOfItsOwn() throws IOException {
        assertThat(codesInUse()).doesNotHaveDuplicates();
    }

    @Test
    void theListOfMessagesNamesEveryCodeInOrder() throws IOException {
        assertThat(codesIn(Files.readString(Path.of("../docs/messages.md")), "PARLEY6\\d{3}"))
                .containsExactlyElementsOf(codesInUse().stream().sorted().toList());
    }
}
