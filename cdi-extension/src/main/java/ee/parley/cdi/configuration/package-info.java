// SPDX-License-Identifier: Apache-2.0
/**
 * What the deployer has set, by MicroProfile Config or system properties.
 *
 * <p>Doors: {@link ee.parley.cdi.configuration.Settings}, as they come, {@link ee.parley.cdi.configuration.Configuration}, what
 * they say of the server, and {@link ee.parley.cdi.configuration.Adapters}, which finds the adapter they name. Knows problems.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi.configuration;
