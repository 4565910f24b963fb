// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-3-6
export default async function ({ assert, open, next }) {
  const socket = open("/echo");
  socket.volatile.emit("back", "lost: not connected yet");
  socket.emit("back", "kept");
  assert.equal(await next(socket, "back"), "kept");

  const heard = next(socket, "back");
  for (let i = 0; i < 100; i++) {
    socket.volatile.emit("value", i);
    socket.emit("maybe", i);
  }
  assert.equal(typeof (await heard), "number");
  assert.equal(await socket.emitWithAck("value", "still here"), "still here");
}
