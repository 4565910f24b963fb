// SPDX-License-Identifier: Apache-2.0
/**
 * The broker: namespaces, sockets, rooms, acknowledgements, broadcast.
 *
 * <p>Doors: {@link ee.parley.impl.socket.Broker}, {@link ee.parley.impl.socket.LocalNamespace},
 * {@link ee.parley.impl.socket.LocalParent} with {@link ee.parley.impl.socket.ChildNames};
 * {@link ee.parley.impl.socket.NamespaceHandler}, {@link ee.parley.impl.socket.UnboundEvent} and
 * {@link ee.parley.impl.socket.Dispatch}, by which an application hears its sockets;
 * {@link ee.parley.impl.socket.Transactions}, for whose end what is sent can wait;
 * {@link ee.parley.impl.socket.Surroundings}, in which it is called; {@link ee.parley.impl.socket.EventNames}, of which some
 * are reserved. Knows the engine through its ports, the wire, the payloads and the API.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.socket;
