// SPDX-License-Identifier: Apache-2.0
/**
 * Discovers the {@link ee.parley.SocketNamespace} beans of an application and runs them on a broker: discovery, binding,
 * contexts and start-up.
 *
 * <p>Doors: {@link ee.parley.cdi.ParleyExtension} for the CDI container, {@link ee.parley.cdi.ParleyInitializer} for the
 * servlet container. Applications use neither by name.
 *
 * <pre>
 *   CDI container:      beans --ParleyExtension--> Declarations --> NamespaceBean, one per namespace --+
 *   servlet container:  ParleyInitializer --> EntranceServlet.init --> Running (options, threads, server)
 * </pre>
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi;
