// SPDX-License-Identifier: Apache-2.0
/**
 * What an application can get wrong that is found at deployment.
 *
 * <p>Doors: {@link ee.parley.cdi.problem.Rule}, of which each has a code and a text, and
 * {@link ee.parley.cdi.problem.Problems}, in which they are collected, so that all are told at once. Knows nobody.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.problem;
