// SPDX-License-Identifier: Apache-2.0
/**
 * Serial execution and time, without threads of its own.
 *
 * <p>Doors: {@link ee.parley.impl.lane.Lane}, {@link ee.parley.impl.lane.Mailbox}, {@link ee.parley.impl.lane.Timers} and
 * {@link ee.parley.impl.lane.WheelTimers}. Knows nobody.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.lane;
