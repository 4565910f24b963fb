// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-2-4, CLI-2-5, CLI-2-6
export default async function ({ assert, client, open, next }) {
  const socket = open("/auth");
  const missing = await next(socket, "connect_error");
  assert.equal(missing.message, "not authorized");
  assert.deepEqual(missing.data, { reason: "no token" });
  assert.equal(socket.connected, false);
  if (client === "4") assert.equal(socket.active, false);

  socket.auth = { token: "guess" };
  socket.connect();
  const wrong = await next(socket, "connect_error");
  assert.deepEqual(wrong.data, { reason: "wrong token" });

  socket.auth = { token: "plain" };
  socket.connect();
  const plain = await next(socket, "connect_error");
  assert.equal(plain.message, "not today");
  assert.equal(plain.data, undefined);

  socket.auth = { token: "broken" };
  socket.connect();
  assert.equal((await next(socket, "connect_error")).message, "Internal error");

  socket.auth = { token: "secret" };
  socket.connect();
  await next(socket, "connect");

  const nowhere = open("/nowhere", { manager: socket.io });
  assert.equal((await next(nowhere, "connect_error")).message, "Invalid namespace");
  assert.equal(socket.connected, true);
  assert.deepEqual((await socket.emitWithAck("auth")).token, "secret");
}
