// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.util.Optional;

/**
 * Something that a server must do.
 *
 * @param id for example {@code EIO4-3.2-1}: specification, section, number
 * @param sentence what it is
 * @param source who says so
 * @param notTestable why no test from outside can show it
 * @param differs what the reference server does instead
 */
record Assertion(String id, String sentence, String source, Optional<String> notTestable, Optional<String> differs) {
    boolean testable() {
        return notTestable.isEmpty();
    }
}
