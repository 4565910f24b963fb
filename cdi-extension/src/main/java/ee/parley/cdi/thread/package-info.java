// SPDX-License-Identifier: Apache-2.0
/**
 * The threads that handlers run on, and that write and close.
 *
 * <p>Doors: {@link ee.parley.cdi.thread.ApplicationThreads}, which makes them, or
 * {@link ee.parley.cdi.thread.VirtualThreads}, and {@link ee.parley.cdi.thread.Workers}, which runs tasks on them and ends them
 * with the application. Knows nobody.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.thread;
