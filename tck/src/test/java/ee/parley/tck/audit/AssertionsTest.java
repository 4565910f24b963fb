// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds this project's assertions and tests to each other. */
class AssertionsTest {
    /** The suites that must be complete: each assertion proven, each test citing one. A suite joins when it is. */
    private static final Set<String> HELD = Set.of("wire", "client", "cdi", "adapter", "cluster");

    private static final Path DIRECTORY = Path.of("src/main/resources/assertions");
    private static final Path SCENARIOS = Path.of("src/test/js/scenarios");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

    private final Audit audit = new Audit(
            specifications(),
            Stream.concat(Citations.ofClasses("ee.parley.tck"), Citations.ofScenarios(SCENARIOS))
                    .toList(),
            HELD);

    private static List<Specification> specifications() {
        return files().stream()
                .map(file -> SpecificationReader.read(file.getFileName().toString(), text(file)))
                .toList();
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachTestableAssertionIsProven() {
        assertThat(audit.unproven()).isEmpty();
    }

    @Test
    void eachTestSaysWhatItProves() {
        assertThat(audit.silent()).isEmpty();
    }

    @Test
    void whatIsCitedExistsAndIsTestable() {
        assertThat(audit.unknown()).isEmpty();
        assertThat(audit.impossible()).isEmpty();
    }

    @Test
    void assertionsAndTestsDifferFromTheReferenceTogether() {
        assertThat(audit.differences()).isEmpty();
    }

    @Test
    void linksToFilesOfThisProjectLeadSomewhere() {
        for (Path file : files()) {
            Matcher link = LINK.matcher(text(file));
            while (link.find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                assertThat(target.startsWith("https://") || Files.exists(file.resolveSibling(target)))
                        .as("%s: %s", file.getFileName(), target)
                        .isTrue();
            }
        }
    }

    @Test
    void theReportIsPrintedAndWritten() throws IOException {
        Path report = Path.of("target/assertions.md");
        Files.createDirectories(report.toAbsolutePath().getParent());

        Files.writeString(report, Report.full(audit));

        System.getLogger("assertions").log(System.Logger.Level.INFO, '\n' + Report.table(audit));
        assertThat(report).content().contains("| **all** ");
    }
}
