// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-2-7, CLI-2-8
export default async function ({ assert, manager, connect, next }) {
  const shared = manager();
  const [main, echo, rooms] = await Promise.all(
    ["/", "/echo", "/rooms"].map((namespace) => connect(namespace, { manager: shared })),
  );
  assert.equal(main.io.engine, echo.io.engine);
  assert.equal(new Set([main.id, echo.id, rooms.id]).size, 3);
  assert.equal(await main.emitWithAck("echo", 1), 1);
  assert.equal(await echo.emitWithAck("value", 2), 2);
  assert.deepEqual(await rooms.emitWithAck("rooms"), []);

  rooms.disconnect();
  assert.equal(await echo.emitWithAck("value", 3), 3);
  assert.equal(await main.emitWithAck("echo", 4), 4);

  const old = rooms.id;
  rooms.connect();
  await next(rooms, "connect");
  assert.notEqual(rooms.id, old);
  assert.deepEqual(await rooms.emitWithAck("rooms"), []);
}
