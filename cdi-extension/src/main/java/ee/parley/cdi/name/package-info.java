// SPDX-License-Identifier: Apache-2.0
/**
 * The names that {@code @SocketNamespace} declares: a literal, a template or a regular expression, and the parts that handlers
 * take from them.
 *
 * <p>Doors: {@link ee.parley.cdi.name.DeclaredName} with its {@link ee.parley.cdi.name.Template},
 * {@link ee.parley.cdi.name.DeclaredNames}, which reads them, and {@link ee.parley.cdi.name.NameParts}. Knows the sources of
 * parameters, of which its parts are one, and the broker's port for the names of children.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.name;
