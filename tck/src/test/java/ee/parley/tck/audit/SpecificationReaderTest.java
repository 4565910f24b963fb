// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecificationReaderTest {
    private static final String HEAD = "# Title\n\nSuite: wire\n\nWhat it is about.\n\n";
    private static final String SECTION = "## ABC4-1.2 Section\n\nSource: [here](https://a.example/)\n\n";

    @Test
    void aSpecificationHasATitleASuiteAndSections() {
        Specification read = SpecificationReader.read(
                "a.md",
                HEAD + SECTION + "- `ABC4-1.2-1` One.\n\n## ABC4-2 Other\n\nSource: there\n\n- `ABC4-2-1` Two.\n");

        assertThat(read.title()).isEqualTo("Title");
        assertThat(read.suite()).isEqualTo("wire");
        assertThat(read.sections()).extracting(Section::id).containsExactly("ABC4-1.2", "ABC4-2");
        assertThat(read.sections()).extracting(Section::title).containsExactly("Section", "Other");
        assertThat(read.assertions())
                .containsExactly(
                        new Assertion(
                                "ABC4-1.2-1", "One.", "[here](https://a.example/)", Optional.empty(), Optional.empty()),
                        new Assertion("ABC4-2-1", "Two.", "there", Optional.empty(), Optional.empty()));
    }

    @Test
    void anAssertionMayHaveNotesAndGoOnInTheNextLine() {
        Specification read = SpecificationReader.read(
                "a.md",
                HEAD + SECTION
                        + "- `ABC4-1.2-1` It goes\n  on.\n  - differs: does\n    nothing\n  - not testable: never\n"
                        + "  - source: there\n- `ABC4-1.2-3` Two.\n");

        assertThat(read.assertions())
                .containsExactly(
                        new Assertion(
                                "ABC4-1.2-1",
                                "It goes on.",
                                "there",
                                Optional.of("never"),
                                Optional.of("does nothing")),
                        new Assertion(
                                "ABC4-1.2-3",
                                "Two.",
                                "[here](https://a.example/)",
                                Optional.empty(),
                                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- `ABC4-1.3-1` Other section. | a.md:11: an assertion of another section than ABC4-1.2",
                "- `ABC4-1.2-2` Two.\\n- `ABC4-1.2-2` Again. | a.md:12: numbers of assertions ascend",
                "- `ABC4-1.2-1` One.\\n  - differ: a typing error | a.md:12: a note is one of ",
                "- `ABC4-1.2-1` One.\\n  - differs: a\\n  - differs: b | a.md:13: a second note \"differs\"",
                "- ABC4-1.2-1 One. | a.md:11: neither assertion nor note: - ABC4-1.2-1 One.",
                "Text. | a.md:11: neither assertion nor note: Text.",
                "## ABC4-2 Next | a.md:11: section ABC4-1.2 is empty"
            })
    void whatIsOfAnotherShapeIsNamedByFileAndLine(String lines, String message) {
        String text = HEAD + SECTION + lines.replace("\\n", "\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpecificationReader.read("a.md", text))
                .withMessageStartingWith(message);
    }

    @Test
    void aSectionHasASourceAndAFileASuite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpecificationReader.read("a.md", HEAD + "## ABC-1 S\n\n- `ABC-1-1` One.\n"))
                .withMessage("a.md:9: section ABC-1 has no source");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpecificationReader.read("a.md", "# Title\n"))
                .withMessage("a.md:1: no line says \"Suite: …\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpecificationReader.read("a.md", "# Title\n\n## no id\n"))
                .withMessage("a.md:3: not the head of a section: ## no id");
    }
}
