// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-8-1
export default async function ({ assert, connect, hastyUrl }) {
  const socket = await connect("/echo", { at: hastyUrl });
  const dropped = [];
  socket.on("disconnect", (reason) => dropped.push(reason));
  // The client of version 3 calls a ping a pong, so that it is heard of below.
  const pinged = () =>
    new Promise((resolve) => {
      socket.io.engine.on("packet", ({ type }) => type === "ping" && resolve());
    });
  for (let i = 0; i < 5; i++) {
    await pinged();
    assert.equal(await socket.emitWithAck("value", i), i);
  }
  assert.deepEqual(dropped, []);
}
