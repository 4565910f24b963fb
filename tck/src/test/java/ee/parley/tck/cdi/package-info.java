// SPDX-License-Identifier: Apache-2.0
/** What handlers have of the container. It must be the same on every container; the reference server has nothing of it. */
@NullMarked
package ee.parley.tck.cdi;

import org.jspecify.annotations.NullMarked;
