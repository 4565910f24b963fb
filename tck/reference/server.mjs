// SPDX-License-Identifier: Apache-2.0
// Runs the TCK application on the reference server: one process, one port for each variant. Prints one line of JSON, the
// URLs by variant, when it is ready; ends with its standard input or on a signal.
// Usage: node server.mjs [first port]

import { createServer } from "node:http";
import { Server } from "socket.io";
import { install } from "./application.mjs";
import { variants } from "./variants.mjs";

const firstPort = Number(process.argv[2] ?? 0);
const urls = {};
let index = 0;
for (const [name, options] of Object.entries(variants)) {
  const http = createServer((request, response) => response.writeHead(404).end());
  install(new Server(http, options));
  await new Promise((resolve) => http.listen(firstPort && firstPort + index++, "127.0.0.1", resolve));
  urls[name] = `http://127.0.0.1:${http.address().port}/`;
}
console.log(JSON.stringify(urls));

process.stdin.on("end", () => process.exit(0)).resume();
