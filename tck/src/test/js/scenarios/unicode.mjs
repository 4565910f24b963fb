// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-3-3
export default async function ({ assert, connect, fresh }) {
  const socket = await connect("/echo");
  const texts = ["😀", "e\u0301", "\u2028\u2029", "\u0000\u0001\u001e", "\ufeff", "\uffff", "\"\\/\b\f\n\r\t", "\ud800", "a\udc00b", "👨‍👩‍👧", "العربية", "\u007f\u0080"];
  for (const text of texts) {
    assert.equal(await socket.emitWithAck("value", text), text, JSON.stringify(text));
    assert.deepEqual(await socket.emitWithAck("value", { [text]: [text] }), { [text]: [text] }, JSON.stringify(text));
  }
  const rooms = await connect("/rooms");
  for (const text of ["😀", "\u2028", "\u0000", "العربية"]) {
    const room = text + fresh();
    await rooms.emitWithAck("join", room);
    assert.deepEqual(await rooms.emitWithAck("fetch", [room]), [rooms.id], JSON.stringify(text));
  }
}
