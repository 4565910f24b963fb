// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.util.List;

/** What stands between blanks. */
final class Words {
    private Words() {}

    static List<String> of(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
