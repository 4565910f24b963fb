// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-1-4
export default async function ({ assert, mode, open, next }) {
  const socket = open("/echo");
  await next(socket, "connect");
  const { engine } = socket.io;
  const upgraded = mode === "upgrade" && engine.transport.name === "polling" ? next(engine, "upgrade") : undefined;
  const answers = [];
  const ticks = [];
  socket.on("tick", (i) => ticks.push(i));
  const all = [];
  for (let i = 0; i < 30; i++) {
    socket.emit("burst", 10);
    for (let j = 0; j < 10; j++) all.push(socket.emitWithAck("value", answers.length + j).then((answer) => answers.push(answer)));
    await Promise.race(all.slice(-10));
  }
  await upgraded;
  await Promise.all(all);
  assert.equal(answers.length, 300);
  assert.deepEqual(ticks, Array.from({ length: 30 }, () => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).flat());
  assert.equal(engine.transport.name, mode === "upgrade" ? "websocket" : mode);
  assert.equal(await socket.emitWithAck("value", "after"), "after");
}
