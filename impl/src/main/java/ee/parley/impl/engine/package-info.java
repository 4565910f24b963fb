// SPDX-License-Identifier: Apache-2.0
/**
 * Engine.IO sessions: life, heartbeat, upgrade, outbox. Knows nothing of namespaces, servlets or WebSocket.
 *
 * <p>Doors: {@link ee.parley.impl.engine.Engine}, {@link ee.parley.impl.engine.Session} and {@link ee.parley.impl.engine.Hooks}; the port down,
 * {@link ee.parley.impl.engine.Transport}; the ports up, {@link ee.parley.impl.engine.SessionAcceptor} and
 * {@link ee.parley.impl.engine.SessionListener}; the values {@link ee.parley.impl.engine.SessionId},
 * {@link ee.parley.impl.engine.HandshakeRequest}, {@link ee.parley.impl.engine.CloseReason} and
 * {@link ee.parley.impl.engine.Refusal}.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.engine;
