// SPDX-License-Identifier: Apache-2.0
/**
 * Holds assertions and tests together. {@code src/main/resources/assertions} says what a server must do, a sentence each;
 * {@link ee.parley.tck.audit.Proves} says which test proves which, and {@code AssertionsTest} fails the build when a sentence
 * is proven by none.
 */
@NullMarked
package ee.parley.tck.audit;

import org.jspecify.annotations.NullMarked;
