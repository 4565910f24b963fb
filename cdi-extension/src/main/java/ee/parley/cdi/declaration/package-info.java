// SPDX-License-Identifier: Apache-2.0
/**
 * What the beans of an application declare, read and checked while the container discovers them.
 *
 * <p>Doors: {@link ee.parley.cdi.declaration.Declarations}, which makes of them one
 * {@link ee.parley.cdi.declaration.NamespaceBean} for each namespace, with its
 * {@link ee.parley.cdi.declaration.Dispatching}; {@link ee.parley.cdi.declaration.ErrorBeans} and their
 * {@link ee.parley.cdi.declaration.ErrorMethods}; {@link ee.parley.cdi.declaration.MiddlewareBeans}, of which some stand
 * {@link ee.parley.cdi.declaration.Before} a namespace; {@link ee.parley.cdi.declaration.Services}, which replace a part of the
 * server; {@link ee.parley.cdi.declaration.Roles}. Calls nobody: knows names, handlers and problems.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.declaration;
