// SPDX-License-Identifier: Apache-2.0
/**
 * Calls handlers when the broker says so, and answers what they return or throw.
 *
 * <p>Doors: {@link ee.parley.cdi.invocation.ContextualHandler}, for the namespaces of beans,
 * {@link ee.parley.cdi.invocation.OpenedHandler}, for those that the application opens itself, and their
 * {@link ee.parley.cdi.invocation.Failures}. Knows declarations, handlers and contexts, and the broker's ports.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.invocation;
