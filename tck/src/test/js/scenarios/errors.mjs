// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-4-7
export default async function ({ assert, connect, next }) {
  const socket = await connect("/errors");
  assert.deepEqual(await socket.emitWithAck("throws"), { error: { code: "INTERNAL", message: "Internal error" } });
  assert.deepEqual(await socket.emitWithAck("refuses", 7), {
    error: { code: "NOT_FOUND", message: "no such thing", details: { id: 7 } },
  });
  assert.equal((await socket.emitWithAck("number", "seven")).error.code, "BAD_REQUEST");
  const exception = next(socket, "exception");
  socket.emit("refuses", 8);
  assert.deepEqual(await exception, {
    event: "refuses",
    error: { code: "NOT_FOUND", message: "no such thing", details: { id: 8 } },
  });
  assert.equal(await socket.emitWithAck("alive"), "alive");
}
