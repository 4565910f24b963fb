// SPDX-License-Identifier: Apache-2.0
// What the TCK does with a node of a cluster, written for the reference server. Its twins are ClusterNamespace and
// ClusterControl in src/main/java/ee/parley/tck/app.

/** The operator for those whom a test names: {rooms, except, dispensable, local}. */
function select(namespace, { rooms = [], except = [], dispensable, local }) {
  let operator = namespace.to(rooms).except(except);
  if (dispensable) operator = operator.volatile;
  return local ? operator.local : operator;
}

function described({ id, rooms, data, handshake }) {
  return { id, rooms: [...rooms].filter((room) => room !== id).sort(), data, handshake };
}

async function answers(asked) {
  try {
    return { answers: (await asked).sort(), timedOut: false };
  } catch (e) {
    return { answers: e.responses.sort(), timedOut: true };
  }
}

export function install(io, emitter) {
  const cluster = io.of("/cluster");
  const heard = [];

  cluster.on("said", (value) => heard.push(value));
  cluster.on("asked", (value, ack) => ack(`${value} heard`));
  cluster.on("connection", (socket) => {
    const { rooms = [], data = {} } = socket.handshake.auth;
    socket.join(rooms);
    Object.assign(socket.data, data);
    socket.on("recovered?", (ack) => ack(socket.recovered));
    socket.on("to-others", (rooms, payload, ack) => {
      socket.to(rooms).emit("msg", payload);
      ack();
    });
  });

  const commands = {
    emit: (whom, payload) => void select(cluster, whom).emit("msg", payload),
    ask: (whom, timeout, question) =>
      answers(select(cluster, whom).timeout(timeout).emitWithAck("question", question)),
    fetch: async (whom) => (await select(cluster, whom).fetchSockets()).map(described),
    join: (whom, rooms) => void select(cluster, whom).socketsJoin(rooms),
    leave: (whom, rooms) => void select(cluster, whom).socketsLeave(rooms),
    "throw-out": (whom, close) => void select(cluster, whom).disconnectSockets(close),
    say: (value) => void cluster.serverSideEmit("said", value),
    "ask-servers": (value) => answers(cluster.serverSideEmitWithAck("asked", value)),
    heard: () => heard,
    "send-one": async (id, payload) => void (await cluster.in(id).fetchSockets())[0].emit("msg", payload),
    "ask-one": async (id, question) =>
      (await cluster.in(id).fetchSockets())[0].timeout(5000).emitWithAck("question", question),
    "emitter-emit": (whom, payload) => void select(emitter.of("/cluster"), whom).emit("msg", payload),
    "emitter-join": (whom, rooms) => void select(emitter.of("/cluster"), whom).socketsJoin(rooms),
    "emitter-leave": (whom, rooms) => void select(emitter.of("/cluster"), whom).socketsLeave(rooms),
    "emitter-throw-out": (whom, close) => void select(emitter.of("/cluster"), whom).disconnectSockets(close),
    "emitter-say": (value) => void emitter.of("/cluster").serverSideEmit("said", value),
  };
  io.of("/control").on("connection", (socket) => {
    for (const [name, command] of Object.entries(commands)) {
      socket.on(name, async (...args) => {
        const ack = typeof args.at(-1) === "function" ? args.pop() : () => {};
        try {
          ack((await command(...args)) ?? null);
        } catch (e) {
          ack({ failed: String(e) });
        }
      });
    }
  });
}
