// SPDX-License-Identifier: Apache-2.0
// The contract of sioload on the reference server: node --expose-gc server.mjs PORT FILE [MODE REDIS]
// SIGUSR2 writes the live heap, in bytes, to FILE. As a node of a cluster: classic, sharded or streams, and the URL of Redis.
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const [port, file, mode, redis] = process.argv.slice(2);
const connected = () => createClient({ url: redis }).connect();
const adapters = {
  classic: async () => createAdapter(await connected(), await connected()),
  sharded: async () => createShardedAdapter(await connected(), await connected()),
  streams: async () => createStreamsAdapter(await connected()),
};
const http = createServer();
const io = new Server(http, { serveClient: false, ...(mode && { adapter: await adapters[mode]() }) });

io.on("connection", (socket) => {
  socket.on("echo", (payload, ack) => ack(payload));
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack();
  });
  socket.on("broadcast", (room, payload, ack) => {
    io.to(room).emit("msg", payload);
    ack();
  });
});

process.on("SIGUSR2", () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(file, `${heapUsed + external}\n`);
});

http.listen(Number(port), "127.0.0.1");
