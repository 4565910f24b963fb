// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.util.List;
import java.util.stream.Stream;

/** One file of assertions, which one suite proves; other suites may cite it. */
record Specification(String title, String suite, List<Section> sections) {
    Specification {
        sections = List.copyOf(sections);
    }

    Stream<Assertion> assertions() {
        return sections.stream().flatMap(section -> section.assertions().stream());
    }
}
