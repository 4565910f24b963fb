// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-6-1, CLI-6-5
export default async function ({ assert, manager, connect, next, fresh, ask }) {
  const marker = fresh();
  const shared = manager();
  const socket = await connect("/lifecycle", { manager: shared, auth: { marker } });
  const beside = await connect("/echo", { manager: shared });
  const reason = next(socket, "disconnect");
  socket.disconnect();
  assert.equal(await reason, "io client disconnect");
  assert.deepEqual(await ask("await-seen", marker, 2), ["connect", "disconnect: client namespace disconnect"]);
  assert.equal(await beside.emitWithAck("value", 1), 1);

  const last = fresh();
  const alone = await connect("/lifecycle", { auth: { marker: last } });
  alone.disconnect();
  assert.deepEqual(await ask("await-seen", last, 2), ["connect", "disconnect: client namespace disconnect"]);

  const rude = fresh();
  const gone = await connect("/lifecycle", { auth: { marker: rude }, reconnection: false });
  gone.io.engine.close();
  assert.deepEqual(await ask("await-seen", rude, 2), ["connect", "disconnect: transport close"]);
}
