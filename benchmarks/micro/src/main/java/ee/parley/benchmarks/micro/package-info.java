// SPDX-License-Identifier: Apache-2.0
/** What the pieces of the hot path cost, without network and container: see docs/performance.md. */
@NullMarked
package ee.parley.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
