// SPDX-License-Identifier: Apache-2.0
// Runs one node of the TCK's cluster on the reference server. Prints its URL when it is ready; ends with its standard input
// or on a signal. Usage: node cluster.mjs classic|sharded|streams <url of Redis> [admin]

import { createServer } from "node:http";
import { instrument } from "@socket.io/admin-ui";
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { Emitter } from "@socket.io/redis-emitter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";
import { install } from "./cluster-application.mjs";

async function connected() {
  const client = createClient({ url, socket: { reconnectStrategy: 100 } });
  client.on("error", () => {}); // what the tests do to it
  return client.connect();
}

const [mode, url, admin] = process.argv.slice(2);
const adapters = {
  classic: async () => createAdapter(await connected(), await connected()),
  sharded: async () => createShardedAdapter(await connected(), await connected()),
  streams: async () => createStreamsAdapter(await connected()),
};
const recovery = mode === "streams" ? { connectionStateRecovery: { maxDisconnectionDuration: 120_000 } } : {};

const http = createServer((request, response) => response.writeHead(404).end());
const io = new Server(http, { adapter: await adapters[mode](), ...recovery });
if (admin) instrument(io, { auth: false, mode: "development" });
install(io, new Emitter(await connected()));
await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
console.log(`http://127.0.0.1:${http.address().port}/`);

process.on("unhandledRejection", () => {}); // adapters do not look at what becomes of what they publish
process.stdin.on("end", () => process.exit(0)).resume();
