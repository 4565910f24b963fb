// SPDX-License-Identifier: Apache-2.0
/** Deliberate faults, each of which must make the TCK fail; the faults themselves are in {@code tck/mutants}. */
@NullMarked
package ee.parley.tck.mutants;

import org.jspecify.annotations.NullMarked;
