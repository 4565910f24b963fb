// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.mutants;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MutantTest {
    private static final Path TCK = Path.of("").toAbsolutePath();

    /** The faults themselves are tried on demand only: so whoever changes a line that one of them stands on learns it here. */
    @TestFactory
    Stream<DynamicTest> theSourceHasOnePlaceForTheFault() {
        return Mutant.in(TCK.resolve("mutants"))
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.fault(),
                        () -> assertThatCode(() -> mutant.applied(
                                        Files.readString(TCK.getParent().resolve(mutant.file()))))
                                .doesNotThrowAnyException()));
    }
}
