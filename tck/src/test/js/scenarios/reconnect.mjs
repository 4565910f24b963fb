// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-2-10, CLI-7-1, CLI-7-2
export default async function ({ assert, connect, manager, next, fresh, ask }) {
  const marker = fresh();
  const shared = manager();
  const socket = await connect("/lifecycle", { manager: shared, auth: { marker } });
  const echo = await connect("/echo", { manager: shared });
  const ids = [socket.id, echo.id, socket.io.engine.id];

  // The server drops the connection of a client that sends what is no packet.
  const dropped = Promise.all([next(socket, "disconnect"), next(echo, "disconnect")]);
  const attempt = next(shared, "reconnect_attempt");
  const reconnected = next(shared, "reconnect");
  const again = Promise.all([next(socket, "connect"), next(echo, "connect")]);
  shared.engine.write("x");
  assert.deepEqual(await dropped, ["transport close", "transport close"]);
  assert.equal(socket.active, true);

  const buffered = echo.timeout(10_000).emitWithAck("value", "buffered");
  assert.equal(await attempt, 1);
  assert.equal(await reconnected, 1);
  await again;
  assert.equal(new Set([...ids, socket.id, echo.id, shared.engine.id]).size, 6);
  assert.ok(!socket.recovered);
  assert.equal(await buffered, "buffered");
  assert.deepEqual(await ask("await-seen", marker, 3), ["connect", "disconnect: forced close", "connect"]);
}
