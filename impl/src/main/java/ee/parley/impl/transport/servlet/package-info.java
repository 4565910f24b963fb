// SPDX-License-Identifier: Apache-2.0
/**
 * The front door: one asynchronous servlet under the path of the options. All checks of a request happen here, before a
 * transport sees it.
 *
 * <p>Door: {@link ee.parley.impl.transport.servlet.EngineServlet}.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport.servlet;
