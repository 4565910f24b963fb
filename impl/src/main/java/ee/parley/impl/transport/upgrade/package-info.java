// SPDX-License-Identifier: Apache-2.0
/**
 * WebSocket without the container's: RFC 6455 over the servlet API's upgrade and its non-blocking streams.
 *
 * <p>Doors: {@link ee.parley.impl.transport.upgrade.ProvenContainers}, asked once per deployment;
 * {@link ee.parley.impl.transport.upgrade.UpgradeAcceptor}, which the front door hands its requests to; and
 * {@link ee.parley.impl.transport.upgrade.UpgradedConnection}, public because the container makes it.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport.upgrade;
