// SPDX-License-Identifier: Apache-2.0
/**
 * WebSocket over the container's Jakarta WebSocket, entered from the servlet, so that every check happens before the 101.
 *
 * <p>Doors: {@link ee.parley.impl.transport.websocket.WebSocketUpgrade}, registered once per deployment while the context
 * starts; {@link ee.parley.impl.transport.websocket.WebSocketConnector}, which the front door hands its requests to; and,
 * public because the container makes it, {@link ee.parley.impl.transport.websocket.UpgradeEndpoint}.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport.websocket;
