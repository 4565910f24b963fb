// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-2-9
export default async function ({ assert, open, next, fresh, ask }) {
  const key = fresh();
  const socket = open("/slow", { auth: { key } });
  const held = [];
  socket.on("held", (value) => held.push(value));
  const note = socket.timeout(10_000).emitWithAck("note", "buffered");
  assert.deepEqual(await ask("await-seen", key, 1), ["gate"]);
  assert.equal(socket.connected, false);
  const connected = next(socket, "connect");
  await ask("release", key);
  await connected;
  assert.deepEqual(await note, ["buffered"]);
  assert.deepEqual(held, [1, 2]);

  const refused = fresh();
  const other = open("/slow", { auth: { key: refused } });
  assert.deepEqual(await ask("await-seen", refused, 1), ["gate"]);
  const error = next(other, "connect_error");
  await ask("refuse", refused);
  assert.equal((await error).message, "not after all");
}
