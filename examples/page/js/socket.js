// SPDX-License-Identifier: Apache-2.0
// The connection: which server, which transports, and what has become of it.

import { $ } from "./page.js";

const STATES = { connecting: "Connecting", connected: "Connected", offline: "Offline", stopped: "Disconnected" };
const TRANSPORTS = { polling: "Long-polling", websocket: "WebSocket" };

/**
 * Opens nothing yet: call `connect()`.
 * `?transports=polling` or `?transports=websocket` restricts the client to one transport.
 */
export function socketOf(namespace, options) {
  const transports = new URLSearchParams(location.search).get("transports");
  return io(namespace, {
    path: new URL("socket.io/", document.baseURI).pathname, // next to the page, under any context path
    autoConnect: false,
    ...options,
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    ...(transports && { transports: transports.split(",") }),
  });
}

/** Shows whenever the state or the transport changes, and calls `changed(state)`: connected, offline or stopped. */
export function watchConnection(socket, changed) {
  const manager = socket.io;
  const tell = (state) => {
    const transport = socket.connected ? manager.engine.transport.name : "";
    $("connection").dataset.state = state;
    $("connection").dataset.transport = transport;
    $("connection-text").textContent = STATES[state];
    $("transport").textContent = TRANSPORTS[transport] ?? "";
    changed(state);
  };
  socket.on("connect", () => tell("connected"));
  socket.on("disconnect", () => tell(socket.active ? "offline" : "stopped"));
  socket.on("connect_error", () => tell(socket.active ? "offline" : "stopped"));
  manager.on("open", () => {
    manager.engine.on("upgrade", () => socket.connected && tell("connected"));
  });
}
