// SPDX-License-Identifier: Apache-2.0
// The contract of sioload on the reference server: node --expose-gc server.mjs PORT FILE
// SIGUSR2 writes the live heap, in bytes, to FILE.
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, file] = process.argv.slice(2);
const http = createServer();
const io = new Server(http, { serveClient: false });

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
