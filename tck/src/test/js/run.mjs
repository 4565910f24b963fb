// SPDX-License-Identifier: Apache-2.0
// Runs one scenario with the official client: node run.mjs <scenario> <mode> <url> <url of the hasty variant>
// Mode: polling, websocket, or upgrade. Ends with 0 when the scenario is fulfilled, else prints why not.

import assert from "node:assert/strict";
import { io, Manager } from "socket.io-client";

const [scenario, mode, url, hastyUrl] = process.argv.slice(2);
const transports = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] }[mode];
setTimeout(() => fail(new Error("the scenario takes longer than 30 s")), 30_000);

function fail(error) {
  console.error(error);
  process.exit(1);
}

process.on("unhandledRejection", fail);
process.on("uncaughtException", fail);

function manager(options = {}, at = url) {
  return new Manager(at, { transports, reconnectionDelay: 10, reconnectionDelayMax: 50, ...options });
}

/** A socket on a connection of its own, or on that of the manager given. */
function open(namespace, { manager: shared, at, ...options } = {}) {
  return (shared ?? manager(options, at)).socket(namespace, options);
}

/** The first argument of the next event. */
function next(emitter, event, milliseconds = 10_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no "${event}" within ${milliseconds} ms`)), milliseconds);
    emitter.once(event, (argument) => {
      clearTimeout(timer);
      resolve(argument);
    });
  });
}

/** A connected socket. */
async function connect(namespace, options) {
  const socket = open(namespace, options);
  await Promise.race([
    next(socket, "connect"),
    next(socket, "connect_error").then((error) => Promise.reject(error)),
  ]);
  return socket;
}

/** Asks the application what it saw, over a connection of its own. */
async function ask(...event) {
  const socket = await connect("/probe", { transports: ["websocket"] });
  const answer = await socket.timeout(10_000).emitWithAck(...event);
  socket.disconnect();
  return answer;
}

let serial = 0;
const fresh = () => `${process.pid}-${Date.now()}-${serial++}`;

try {
  const { default: run } = await import(`./scenarios/${scenario}.mjs`);
  await run({ assert, io, url, hastyUrl, mode, transports, manager, open, next, connect, ask, fresh });
  process.exit(0);
} catch (error) {
  fail(error);
}
