// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-3-1, CLI-3-2, CLI-3-5
export default async function ({ assert, connect, next }) {
  const socket = await connect("/echo");
  const any = [];
  socket.onAny((event) => any.push(event));
  for (const value of [0, -1, 1.5, 1e21, true, null, "", "text", [], {}, [1, [2, { a: null }]], { b: 1, a: { c: [] } }]) {
    const back = next(socket, "back");
    socket.emit("back", value);
    assert.deepEqual(await back, value);
  }
  const date = new Date(0);
  socket.emit("back", { date, left: undefined, none: [undefined, NaN, Infinity] });
  assert.deepEqual(await next(socket, "back"), { date: date.toJSON(), none: [null, null, null] });

  socket.emit("burst", 300);
  const ticks = [];
  await new Promise((resolve) => socket.on("tick", (i) => ticks.push(i) === 300 && resolve()));
  assert.deepEqual(ticks, Array.from({ length: 300 }, (_, i) => i));
  assert.equal(any.length, 313);
}
