// SPDX-License-Identifier: Apache-2.0
// The state of the connection, as the visitor sees it.

import { $ } from "./page.js";
import { watchConnection } from "./socket.js";

export class Connection {
  #chat;
  #state = "connecting";

  /** `refused(reason)` when the server does not let the visitor in, `admitted()` after each connect. */
  constructor(socket, chat, { refused, admitted }) {
    this.#chat = chat;
    socket.on("connect", admitted);
    socket.on("connect_error", (error) => !socket.active && refused(error.message));
    watchConnection(socket, (state) => {
      this.#state = state;
      this.#banner();
    });
    chat.addEventListener("entry", () => this.#banner());
    $("banner-action").addEventListener("click", () => socket.connect());
  }

  #banner() {
    const { waiting } = this.#chat;
    const kept = waiting ? ` ${waiting === 1 ? "One message waits" : `${waiting} messages wait`} to be sent.` : "";
    let text = "";
    if (this.#state === "offline") text = `The connection is lost. Reconnecting …${kept}`;
    if (this.#state === "stopped") text = `You were disconnected, perhaps by entering from another window.${kept}`;
    $("banner").hidden = !text;
    $("banner-action").hidden = this.#state !== "stopped";
    $("banner-action").textContent = "Connect here";
    if ($("banner-text").textContent !== text) $("banner-text").textContent = text;
  }
}
