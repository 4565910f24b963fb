// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-4-1, CLI-4-2, CLI-4-3, CLI-4-4, CLI-4-5
export default async function ({ assert, client, connect, next, fresh, ask }) {
  const socket = await connect("/echo");
  assert.deepEqual(await socket.emitWithAck("value", { a: [1] }), { a: [1] });
  assert.equal(await socket.emitWithAck("later", 7), 7);
  assert.equal(await socket.emitWithAck("ack", "x"), "x");
  assert.equal(await socket.emitWithAck("nothing"), undefined);
  assert.deepEqual(await new Promise((resolve) => socket.emit("several", 1, "two", (...all) => resolve(all))), [1, "two"]);
  assert.deepEqual(await new Promise((resolve) => socket.emit("nothing", (...all) => resolve(all))), []);

  const answers = [];
  socket.emit("twice", (answer) => answers.push(answer));
  await socket.emitWithAck("value", 1);
  assert.deepEqual(answers, ["first"]);

  socket.on("question", (value, answer) => value !== "anybody" && answer({ you: value }));
  assert.deepEqual(await socket.emitWithAck("ask", "who"), { you: "who" });
  assert.equal(await socket.emitWithAck("ask-in-vain"), "operation has timed out");

  const key = fresh();
  const slow = await Promise.all([connect("/slow", { auth: { key } }), ask("release", key)]).then(([slow]) => slow);
  const latch = fresh();
  await assert.rejects(slow.timeout(100).emitWithAck("block", latch), { message: "operation has timed out" });
  await ask("release", latch);
  slow.on("question", (value, answer) => answer(`${value}!`));
  assert.equal(await slow.emitWithAck("wait-for-me", "hello"), "you said hello!");

  if (client === "3") return; // It does not know how to retry.
  const careful = await connect("/echo", { retries: 3, ackTimeout: 5000 });
  assert.deepEqual(await Promise.all([1, 2, 3].map((i) => new Promise((resolve, reject) =>
    careful.emit("value", i, (error, answer) => (error ? reject(error) : resolve(answer))),
  ))), [1, 2, 3]);
}
