// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-7-3
import { connect as dial, createServer } from "node:net";

const EVENTS = 120;

/** A way to the server that can be cut: then nothing of what is under way arrives, and nobody gets through for a while. */
async function network(url) {
  const { hostname, port, pathname } = new URL(url);
  const ends = new Set();
  let down = false;
  const server = createServer((near) => {
    if (down) return near.destroy();
    const far = dial(port, hostname);
    for (const [end, peer] of [[near, far], [far, near]]) {
      ends.add(end);
      end.on("data", (data) => down || peer.write(data));
      end.on("error", () => {});
      end.on("close", () => (ends.delete(end), peer.destroy()));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${pathname}`,
    /** Cuts it until that has been noticed, and longer. */
    async cut(noticed, milliseconds) {
      down = true;
      ends.forEach((end) => end.destroy());
      await noticed;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      down = false;
    },
  };
}

export default async function ({ assert, client, connect, next, hastyUrl, fresh }) {
  if (client === "3") return; // It cannot be recovered.
  const room = fresh();
  const { url, cut } = await network(hastyUrl);
  const speaker = await connect("/rooms", { at: hastyUrl });
  const socket = await connect("/rooms", { at: url });
  const id = socket.id;
  const heard = [];
  const recovered = [];
  socket.on("msg", (payload) => heard.push(payload));
  socket.on("connect", () => recovered.push([socket.recovered, socket.id]));
  await socket.emitWithAck("join", room);
  await socket.emitWithAck("remember", "this");

  /** Between two polls neither side notices a cut. Who is back before it is missed is not recovered by the reference. */
  async function gone(id) {
    while ((await speaker.emitWithAck("fetch", [id])).length > 0);
  }

  let cuts = 0;
  let repaired = Promise.resolve();
  for (let i = 0; i < EVENTS; i++) {
    await speaker.emitWithAck("to", [room], i);
    if (i % 30 === 15) {
      await repaired;
      const back = next(socket, "connect");
      repaired = cut(Promise.all([next(socket, "disconnect"), gone(id)]), 40 * cuts++).then(() => back);
    }
  }
  await repaired;
  const last = new Promise((resolve) => socket.on("msg", (payload) => payload === "last" && resolve()));
  await speaker.emitWithAck("to", [room], "last");
  await last;

  assert.deepEqual(heard, [...Array(EVENTS).keys(), "last"]);
  assert.deepEqual(recovered, Array(cuts).fill([true, id]));
  assert.deepEqual(await socket.emitWithAck("rooms"), [room]);
  assert.equal(await speaker.emitWithAck("remembered", id), "this");
}
