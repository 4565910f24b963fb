// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-3-4, CLI-4-3
export default async function ({ assert, connect, next }) {
  const socket = await connect("/echo");
  const bytes = Buffer.from([1, 2, 3, 0, 255]);
  const isBytes = (actual, expected) => assert.deepEqual([...new Uint8Array(actual)], [...expected]);

  isBytes(await socket.emitWithAck("bytes", bytes), bytes);
  isBytes(await socket.emitWithAck("bytes", new Uint8Array([7, 8])), [7, 8]);
  isBytes(await socket.emitWithAck("bytes", new Uint8Array([9, 10]).buffer), [9, 10]);
  isBytes(await socket.emitWithAck("bytes", Buffer.alloc(0)), []);

  const document = { name: "n", content: bytes, parts: [Buffer.from("a"), Buffer.from("bc")] };
  const answered = await socket.emitWithAck("document", document);
  assert.equal(answered.name, "n");
  isBytes(answered.content, bytes);
  assert.equal(answered.parts.length, 2);
  isBytes(answered.parts[1], Buffer.from("bc"));

  const [name, first, second] = await new Promise((resolve) =>
    socket.emit("mixed", "name", bytes, Buffer.from("z"), (...all) => resolve(all)),
  );
  assert.equal(name, "name");
  isBytes(first, bytes);
  isBytes(second, Buffer.from("z"));

  socket.emit("back-document", document);
  const back = await next(socket, "back");
  isBytes(back.content, bytes);
  isBytes(back.parts[0], Buffer.from("a"));

  socket.on("question", (asked, answer) => answer(Buffer.concat([asked, asked])));
  isBytes(await socket.emitWithAck("ask-bytes", Buffer.from([5])), [5, 5]);

  for (let i = 0; i < 50; i++) {
    const [echoed, plain] = await Promise.all([socket.emitWithAck("bytes", Buffer.from([i])), socket.emitWithAck("value", i)]);
    isBytes(echoed, [i]);
    assert.equal(plain, i);
  }
}
