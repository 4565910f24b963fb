// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a WAR on a real server, in a process of its own that cannot outlive this one.
 * <p>{@link ee.parley.runner.Launch} says what to run, {@link ee.parley.runner.Container} on what, and
 * {@link ee.parley.runner.RunningServer} is the result.
 */
@NullMarked
package ee.parley.runner;

import org.jspecify.annotations.NullMarked;
