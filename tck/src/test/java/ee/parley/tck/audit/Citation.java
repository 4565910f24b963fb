// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.util.Set;

/**
 * What one test claims to prove.
 *
 * @param test its name, for people
 * @param suite the suite it belongs to
 * @param ids the assertions
 * @param differs whether it is marked as one that the reference server does not pass
 */
record Citation(String test, String suite, Set<String> ids, boolean differs) {
    Citation {
        ids = Set.copyOf(ids);
    }
}
