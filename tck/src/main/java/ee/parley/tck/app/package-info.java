// SPDX-License-Identifier: Apache-2.0
/**
 * The TCK application: a namespace for each matter that the suites examine. Its twin for the reference server is
 * {@code reference/application.mjs}; what one of them does, the other does.
 */
@NullMarked
package ee.parley.tck.app;

import org.jspecify.annotations.NullMarked;
