// SPDX-License-Identifier: Apache-2.0
/**
 * Where the suites run: {@link ee.parley.tck.server.EveryTarget} repeats a test class for each
 * {@link ee.parley.tck.server.Target}, and a {@link ee.parley.tck.server.Variant} says with which options.
 */
@NullMarked
package ee.parley.tck.server;

import org.jspecify.annotations.NullMarked;
