// SPDX-License-Identifier: Apache-2.0
// A client of the cluster suite, which is driven from outside: node visitor.mjs <url> <transports> <room>. Prints what happens
// to it, an array on each line; ends with its standard input.

import { io } from "socket.io-client";

const [url, transports, room] = process.argv.slice(2);
const tell = (...line) => console.log(JSON.stringify(line));
const newcomer = { rooms: [room], data: { basket: ["apple", "pear"] } };
let been = false;

const socket = io(`${url}cluster`, {
  transports: transports.split(","),
  reconnectionDelay: 10,
  reconnectionDelayMax: 50,
  auth: (answer) => answer(been ? {} : newcomer), // the rooms of one who comes back are to be there already
});
socket.on("msg", (payload) => tell("msg", payload));
socket.on("connect", () => {
  been = true;
  tell("connect", socket.id, socket.recovered, socket._pid);
  const { engine } = socket.io;
  if (engine.transport.name === "websocket") tell("websocket");
  else engine.once("upgrade", () => tell("websocket"));
});

process.stdin.on("end", () => process.exit(0)).resume();
