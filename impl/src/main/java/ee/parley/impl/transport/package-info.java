// SPDX-License-Identifier: Apache-2.0
/**
 * What the bindings to HTTP have in common. Doors: {@link ee.parley.impl.transport.Gzip}; and
 * {@link ee.parley.impl.transport.WebSocketAcceptor}, which the front door knows, and each WebSocket binding is.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport;
