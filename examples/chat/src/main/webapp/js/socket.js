// SPDX-License-Identifier: Apache-2.0
// The connection: which server, which transports, and what has become of it.

/**
 * Opens nothing yet: the chat connects once the visitor has a name.
 * `?transports=polling` or `?transports=websocket` restricts the client to one transport.
 */
export function chatSocket(credentials) {
  const transports = new URLSearchParams(location.search).get("transports");
  return io("/chat", {
    path: new URL("socket.io/", document.baseURI).pathname, // next to the page, under any context path
    autoConnect: false,
    auth: (answer) => answer(credentials()),
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    ...(transports && { transports: transports.split(",") }),
  });
}

/** Calls `changed({ state, transport })` whenever either changes; state is connecting, connected, offline or stopped. */
export function watchConnection(socket, changed) {
  const manager = socket.io;
  const tell = (state) =>
    changed({ state, transport: socket.connected ? manager.engine.transport.name : "" });
  socket.on("connect", () => tell("connected"));
  socket.on("disconnect", () => tell(socket.active ? "offline" : "stopped"));
  socket.on("connect_error", () => tell(socket.active ? "offline" : "stopped"));
  manager.on("open", () => {
    manager.engine.on("upgrade", () => socket.connected && tell("connected"));
  });
}
