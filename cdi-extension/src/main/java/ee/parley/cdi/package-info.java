// SPDX-License-Identifier: Apache-2.0
/**
 * The composition root: hears the CDI container, has it read what the application declares, and joins that to a broker which
 * the servlet container starts and stops.
 *
 * <p>Doors: {@link ee.parley.cdi.ParleyExtension} for the CDI container, {@link ee.parley.cdi.ParleyInitializer} for the
 * servlet container. Applications use neither by name. Knows all packages below it, and none of them knows it.
 *
 * <pre>
 *   CDI container:      beans --ParleyExtension--> Declarations --> NamespaceBean, one per namespace --+
 *   servlet container:  ParleyInitializer --> EntranceServlet.init --> Running (options, threads, server)
 * </pre>
 */
@org.jspecify.annotations.NullMarked
package ee.parley.cdi;
