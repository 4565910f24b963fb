// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.util.List;

/** A part of a specification, numbered as in its source where that has numbers or an order. */
record Section(String id, String title, List<Assertion> assertions) {
    Section {
        assertions = List.copyOf(assertions);
    }
}
