// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-5-1, CLI-5-2
export default async function ({ assert, connect, fresh }) {
  const room = fresh();
  const [a, b, c] = await Promise.all([connect("/rooms"), connect("/rooms"), connect("/rooms")]);
  const heard = { a: [], b: [], c: [] };
  a.on("msg", (payload) => heard.a.push(payload));
  b.on("msg", (payload) => heard.b.push(payload));
  c.on("msg", (payload) => heard.c.push(payload));
  const settle = () => Promise.all([a, b, c].map((socket) => socket.emitWithAck("rooms")));

  await a.emitWithAck("join", room);
  await b.emitWithAck("join", room);
  await a.emitWithAck("to", [room], "to the room");
  await a.emitWithAck("to-others", [room], "to the others");
  await c.emitWithAck("to", [a.id], "to one");
  await c.emitWithAck("to-bytes", [b.id], Buffer.from([1]));
  await b.emitWithAck("leave", room);
  await a.emitWithAck("to", [room], "without b");
  await settle();
  assert.deepEqual(heard.a, ["to the room", "to one", "without b"]);
  assert.equal(heard.b[0], "to the room");
  assert.equal(heard.b[1], "to the others");
  assert.equal(heard.b.length, 3);
  assert.deepEqual(heard.c, []);

  await a.emitWithAck("broadcast", "to all but a");
  await settle();
  assert.equal(heard.a.length, 3);
  assert.equal(heard.b.at(-1), "to all but a");
  assert.deepEqual(heard.c, ["to all but a"]);

  assert.deepEqual(await c.emitWithAck("fetch", [room]), [a.id]);
  a.on("question", (question, answer) => answer("a"));
  b.on("question", (question, answer) => answer("b"));
  assert.deepEqual(await c.emitWithAck("ask", [a.id, b.id], 5000, "who?"), { answers: ["a", "b"], timedOut: false });
}
