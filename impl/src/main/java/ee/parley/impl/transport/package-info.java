// SPDX-License-Identifier: Apache-2.0
/**
 * What the bindings to HTTP have in common. Doors: {@link ee.parley.impl.transport.Gzip};
 * {@link ee.parley.impl.transport.HandOver}; {@link ee.parley.impl.transport.WebSocketAcceptor}, which the front door knows,
 * and each WebSocket binding is; {@link ee.parley.impl.transport.ContainersRequest},
 * {@link ee.parley.impl.transport.Undertow} and {@link ee.parley.impl.transport.Grizzly}, for what containers do in their
 * own ways.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport;
