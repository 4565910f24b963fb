// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-6-2, CLI-6-3, CLI-6-4, CLI-6-5
export default async function ({ assert, manager, connect, next, fresh, ask }) {
  const marker = fresh();
  const shared = manager();
  const socket = await connect("/lifecycle", { manager: shared, auth: { marker } });
  const beside = await connect("/echo", { manager: shared });
  const left = next(socket, "disconnect");
  socket.emit("leave");
  assert.equal(await left, "io server disconnect");
  assert.equal(socket.active, false);
  assert.equal(await beside.emitWithAck("value", 1), 1);
  assert.deepEqual(await ask("await-seen", marker, 2), ["connect", "disconnect: server namespace disconnect"]);

  socket.connect();
  await next(socket, "connect");
  const both = Promise.all([next(socket, "disconnect"), next(beside, "disconnect")]);
  socket.emit("close");
  assert.deepEqual(await both, ["io server disconnect", "io server disconnect"]);
  assert.equal(socket.active, false);

  const farewell = await connect("/lifecycle", { auth: {} });
  const bye = next(farewell, "farewell");
  const end = next(farewell, "disconnect");
  farewell.emit("farewell");
  assert.equal(await bye, "bye");
  assert.equal(await end, "io server disconnect");
}
