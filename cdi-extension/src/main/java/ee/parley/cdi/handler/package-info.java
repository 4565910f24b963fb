// SPDX-License-Identifier: Apache-2.0
/**
 * One method of a bean that is called for a socket: what makes it a handler, who may call it, and how its parameters are bound.
 *
 * <p>Doors: {@link ee.parley.cdi.handler.Handler}, with its {@link ee.parley.cdi.handler.Access};
 * {@link ee.parley.cdi.handler.Call}, from which a {@link ee.parley.cdi.handler.Source} takes the value of a parameter, and
 * {@link ee.parley.cdi.handler.Sources}, which there are, an {@link ee.parley.cdi.handler.Argument} of the event among them;
 * {@link ee.parley.cdi.handler.Methods}, which finds handlers by their {@link ee.parley.cdi.handler.Occasion};
 * {@link ee.parley.cdi.handler.TypeArguments} of the class that inherits them. Knows the payloads and the broker's event.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.handler;
