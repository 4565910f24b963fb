// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.tck.server.DiffersFromReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code A-1-1} is testable, {@code A-1-2} is not, {@code A-1-3} differs; {@code B-1-1} is of a suite that is not held. */
class AuditTest {
    private static final List<Specification> SPECIFICATIONS = List.of(
            SpecificationReader.read(
                    "a.md",
                    "# A\n\nSuite: wire\n\n## A-1 S\n\nSource: s\n\n- `A-1-1` One.\n- `A-1-2` Two.\n"
                            + "  - not testable: too slow\n- `A-1-3` Three.\n  - differs: does four\n"),
            SpecificationReader.read("b.md", "# B\n\nSuite: cdi\n\n## B-1 S\n\nSource: s\n\n- `B-1-1` One.\n"));

    private static Audit audit(Citation... citations) {
        return new Audit(SPECIFICATIONS, List.of(citations), Set.of("wire"));
    }

    private static Citation citation(String suite, boolean differs, String... ids) {
        return new Citation("AnIT.aTest", suite, Set.of(ids), differs);
    }

    @Test
    void aTestableAssertionOfAHeldSuiteThatNoTestProvesIsAProblem() {
        assertThat(audit(citation("wire", true, "A-1-3")).unproven()).containsExactly("A-1-1: no test proves: One.");
        assertThat(audit(citation("cdi", false, "A-1-1", "A-1-3")).unproven()).isEmpty();
    }

    @Test
    void aCitationOfNothingThatExistsIsAProblem() {
        assertThat(audit(citation("cdi", false, "A-1-4", "B-1-1")).unknown())
                .containsExactly("AnIT.aTest: cites A-1-4, which does not exist");
    }

    @Test
    void aCitationOfWhatCannotBeTestedIsAProblem() {
        assertThat(audit(citation("wire", false, "A-1-2")).impossible())
                .containsExactly("AnIT.aTest: cites A-1-2, which is not testable: too slow");
    }

    @Test
    void aTestOfAHeldSuiteThatCitesNothingIsAProblem() {
        assertThat(audit(citation("wire", false), citation("cdi", false)).silent())
                .containsExactly("AnIT.aTest: says nothing of what it @Proves");
    }

    @Test
    void aDifferenceIsMarkedAtBothSides() {
        assertThat(audit(citation("wire", true, "A-1-3"), citation("wire", false, "A-1-1"))
                        .differences())
                .isEmpty();
        assertThat(audit(citation("wire", true, "A-1-1")).differences())
                .containsExactly("AnIT.aTest: @DiffersFromReference, but no assertion that it cites says so");
        assertThat(audit(citation("wire", false, "A-1-3")).differences())
                .containsExactly("A-1-3: differs, but the tests that prove it are not marked @DiffersFromReference");
    }

    @Test
    void anIdIsGivenOnce() {
        List<Specification> twice = List.of(SPECIFICATIONS.get(0), SPECIFICATIONS.get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Audit(twice, List.of(), Set.of()))
                .withMessage("there are two assertions A-1-1");
    }

    @Test
    void theReportCountsBySection() {
        Audit audit = audit(citation("wire", false, "A-1-1"));

        assertThat(Report.table(audit).lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "| A-1 S | 3 | 2 | 1 | 1 |",
                        "| **A** | 3 | 2 | 1 | 1 |",
                        "| B-1 S | 1 | 1 | 0 | 0 |",
                        "| **all** | 4 | 3 | 1 | 1 |");
        assertThat(Report.full(audit))
                .contains("- `A-1-1` One. *AnIT.aTest*\n", "- `A-1-2` Two. *Not testable: too slow*\n")
                .contains("- `A-1-3` Three. *Proven by no test.*\n");
    }

    @Proves("A-1-1")
    private static class Example {
        @Test
        void plain() {
            // Its claim is what matters.
        }

        @RepeatedTest(2)
        @Proves({"A-1-2", "A-1-3"})
        @DiffersFromReference("does nothing")
        void repeated() {
            // Its claim is what matters.
        }

        void helper() {
            // No test.
        }
    }

    @Test
    void aTestProvesWhatItsClassAndItselfSay() {
        assertThat(Citations.ofClass(Example.class))
                .containsExactlyInAnyOrder(
                        new Citation("Example.plain", "audit", Set.of("A-1-1"), false),
                        new Citation("Example.repeated", "audit", Set.of("A-1-1", "A-1-2", "A-1-3"), true));
    }

    @Test
    void aScenarioProvesWhatItsCommentSays(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.mjs"), "// Licence\n// Proves: A-1-1, A-1-3\nexport default 1;\n");
        Files.writeString(directory.resolve("b.mjs"), "export default 2;\n");

        assertThat(Citations.ofScenarios(directory))
                .containsExactly(
                        new Citation("scenario a.mjs", "client", Set.of("A-1-1", "A-1-3"), false),
                        new Citation("scenario b.mjs", "client", Set.of(), false));
    }
}
