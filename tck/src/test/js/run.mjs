// SPDX-License-Identifier: Apache-2.0
// Runs one scenario with the official client: node run.mjs <client> <scenario> <mode> <url> <url of the hasty variant>
// Client: its major version, 4 or 3. Mode: polling, websocket, or upgrade. Ends with 0 when the scenario is fulfilled, else
// prints why not.

import assert from "node:assert/strict";

const [client, scenario, mode, url, hastyUrl] = process.argv.slice(2);
const { io, Manager } = await import({ 4: "socket.io-client", 3: "socket.io-client-3" }[client]);
const transports = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] }[mode];
setTimeout(() => fail(new Error("the scenario takes longer than 30 s")), 30_000);

function fail(error) {
  console.error(error);
  process.exit(1);
}

process.on("unhandledRejection", fail);
process.on("uncaughtException", fail);

/** Adds what 4.x has and 3.x leaves to the application. */
function modern(socket) {
  socket.emitWithAck ??= (...event) => new Promise((resolve) => socket.emit(...event, resolve));
  socket.timeout ??= (milliseconds) => ({
    emitWithAck: (...event) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("operation has timed out")), milliseconds);
        socket.emit(...event, resolve);
      }),
  });
  return socket;
}

/** Where the application's server is, below the path of the application: for the clients a path in an address is a namespace. */
function path(at = url) {
  return `${new URL(at).pathname}socket.io/`;
}

function manager(options = {}, at = url) {
  return new Manager(at, { path: path(at), transports, reconnectionDelay: 10, reconnectionDelayMax: 50, ...options });
}

/** A socket on a connection of its own, or on that of the manager given. */
function open(namespace, { manager: shared, at, ...options } = {}) {
  return modern((shared ?? manager(options, at)).socket(namespace, options));
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
  await run({ assert, client, io, url, hastyUrl, path, mode, transports, manager, open, next, connect, ask, fresh });
  process.exit(0);
} catch (error) {
  fail(error);
}
