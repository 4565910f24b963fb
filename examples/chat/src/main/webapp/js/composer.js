// SPDX-License-Identifier: Apache-2.0
// Where a message is written: text, and at most one image.

import { prepare } from "./images.js";
import { $, say } from "./page.js";

export class Composer {
  #conversation;
  #send;

  /** `send(text, image)` and `type()` are told what the visitor does. */
  constructor({ send, type }) {
    this.#send = send;
    const text = $("text");
    text.addEventListener("input", () => {
      this.#conversation.draft.text = text.value;
      this.#fit();
      if (text.value.trim()) type();
    });
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      $("composer").requestSubmit();
    });
    text.addEventListener("paste", (event) => this.#take(event.clipboardData.files, event));
    $("composer").addEventListener("submit", (event) => this.#submit(event));
    $("attach").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => {
      this.#take($("file").files);
      $("file").value = "";
    });
    $("preview-remove").addEventListener("click", () => this.removeImage());
    $("conversation").addEventListener("dragover", (event) => event.preventDefault());
    $("conversation").addEventListener("drop", (event) => this.#take(event.dataTransfer.files, event));
  }

  /** Shows the draft of that conversation. */
  show(conversation, writable) {
    this.#conversation = conversation;
    $("text").value = conversation.draft.text;
    $("text").placeholder = writable ? `Message ${conversation.isRoom ? "#" : ""}${conversation.name}` : "Join the room to write";
    for (const id of ["text", "attach", "send"]) $(id).disabled = !writable;
    this.#preview();
    this.#fit();
  }

  /** Returns whether there was one. */
  removeImage() {
    if (!this.#conversation?.draft.image) return false;
    this.#conversation.draft.image = null;
    this.#preview();
    $("text").focus();
    return true;
  }

  async #take(files, event) {
    if (!files.length) return;
    event?.preventDefault();
    const conversation = this.#conversation;
    try {
      conversation.draft.image = await prepare(files[0]);
    } catch (problem) {
      say(problem.message);
    }
    if (conversation === this.#conversation) this.#preview();
    $("text").focus();
  }

  #submit(event) {
    event.preventDefault();
    const { text, image } = this.#conversation.draft;
    if ($("text").disabled || (!text.trim() && !image)) return;
    this.#conversation.draft = { text: "", image: null };
    this.#send(text.trim(), image);
    this.show(this.#conversation, true);
    $("text").focus();
  }

  #preview() {
    const { image } = this.#conversation.draft;
    URL.revokeObjectURL($("preview-image").src);
    $("preview").hidden = !image;
    if (!image) return $("preview-image").removeAttribute("src");
    $("preview-image").src = URL.createObjectURL(new Blob([image.bytes], { type: image.type }));
    $("preview-name").textContent = `${image.name}, ${Math.ceil(image.bytes.byteLength / 1024)} KB`;
  }

  #fit() {
    const text = $("text");
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  }
}
