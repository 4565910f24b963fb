// SPDX-License-Identifier: Apache-2.0
export default async function ({ assert, connect, hastyUrl, next }) {
  const socket = await connect("/echo", { at: hastyUrl });
  const dropped = [];
  socket.on("disconnect", (reason) => dropped.push(reason));
  for (let i = 0; i < 5; i++) {
    await next(socket.io, "ping", 2000);
    assert.equal(await socket.emitWithAck("value", i), i);
  }
  assert.deepEqual(dropped, []);
}
