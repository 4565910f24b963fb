// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-3-7
export default async function ({ assert, connect, next }) {
  const socket = await connect("/echo");
  const text = "€" + "x".repeat(200_000);
  assert.equal(await socket.emitWithAck("value", text), text);
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i * 31));
  assert.ok(bytes.equals(Buffer.from(await socket.emitWithAck("bytes", bytes))));
  socket.emit("large", 500_000);
  assert.equal((await next(socket, "back")).length, 500_000);
  // Together more than one polling body may hold: the client splits them.
  const halves = await Promise.all([1, 2, 3, 4, 5].map((i) => socket.emitWithAck("value", String(i).repeat(300_000))));
  assert.deepEqual(halves.map((half) => half[0]), ["1", "2", "3", "4", "5"]);
}
