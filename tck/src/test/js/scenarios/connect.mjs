// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-2-1, CLI-2-2, CLI-2-3, CLI-2-10
export default async function ({ assert, io, url, path, transports, mode, connect, next, fresh, ask }) {
  const main = io(new URL("/", url).href, { path: path(), transports });
  await next(main, "connect");
  assert.equal(main.connected, true);
  assert.match(main.id, /^[A-Za-z0-9_-]{20}$/);
  assert.match(main.io.engine.id, /^[A-Za-z0-9_-]{20}$/);
  assert.notEqual(main.id, main.io.engine.id);
  assert.ok(!main.recovered);
  if (mode !== "upgrade") assert.equal(main.io.engine.transport.name, mode);
  main.disconnect();

  const credentials = { token: "secret", user: "ada" };
  const known = await connect("/auth", { auth: credentials });
  assert.deepEqual(await known.emitWithAck("credentials"), credentials);

  const later = await connect("/auth", { auth: (give) => setTimeout(() => give(credentials), 1) });
  assert.deepEqual(await later.emitWithAck("credentials"), credentials);

  const asked = await connect("/auth", {
    auth: credentials,
    query: { colour: "grün & blau", EIO: "ignored" },
    extraHeaders: { "x-tck": "seen" },
  });
  assert.equal(await asked.emitWithAck("query", "colour"), "grün & blau");
  assert.equal(await asked.emitWithAck("query", "transport"), mode === "websocket" ? "websocket" : "polling");
  assert.equal(await asked.emitWithAck("header", "x-tck"), "seen");

  const marker = fresh();
  await connect("/lifecycle", { auth: { marker } });
  assert.deepEqual(await ask("seen", marker), ["connect"]);
}
