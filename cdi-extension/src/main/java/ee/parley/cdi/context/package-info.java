// SPDX-License-Identifier: Apache-2.0
/**
 * What CDI knows of sockets: the contexts around whatever is called for one, and the events about sockets and rooms.
 *
 * <p>Doors: {@link ee.parley.cdi.context.Contexts} of an application, which are the
 * {@link ee.parley.cdi.context.CurrentSocket} in its scope {@link ee.parley.cdi.context.DuringCallback}, the
 * {@link ee.parley.cdi.context.SocketContext} of {@code @SocketScoped} beans, and the
 * {@link ee.parley.cdi.context.Observers}; {@link ee.parley.cdi.context.Callbacks}, which puts them around a call, and
 * {@link ee.parley.cdi.context.ContextualSurroundings}, by which the broker does so. Knows what a handler's type and place are,
 * and problems.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.context;
