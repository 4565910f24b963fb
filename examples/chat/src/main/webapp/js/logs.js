// SPDX-License-Identifier: Apache-2.0
// The messages of each conversation: one list each, of which one is shown.

import { $, dress, fromTemplate } from "./page.js";

const LONGEST = 1000;
const MARKS = { waiting: "Waiting", sent: "Sent", delivered: "Delivered", failed: "Not sent" };
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

export class Logs {
  #lists = new Map();
  #elements = new WeakMap();
  #shown;
  /** Whether the newest message stays in view: until the visitor scrolls up. */
  #following = true;
  #top = 0;
  #scrolling = 0;

  constructor() {
    $("logs").addEventListener("scroll", () => this.#scrolled());
    $("newer").addEventListener("click", () => this.#toEnd());
    $("viewer").addEventListener("click", (event) => event.target === $("viewer") && $("viewer").close());
    addEventListener("resize", () => this.#following && this.#toEnd());
  }

  show(conversation) {
    if (this.#shown) this.#shown.hidden = true;
    this.#shown = this.#list(conversation);
    this.#shown.hidden = false;
    this.#toEnd();
  }

  /** Draws the entry, new or changed, where it belongs. */
  draw(conversation, entry) {
    const list = this.#list(conversation);
    const follow = this.#following || (entry.mine && !this.#elements.has(entry));
    const element = this.#elements.get(entry) ?? this.#create(entry);
    this.#update(element, entry);
    const entries = conversation.entries;
    const next = entries.slice(entries.indexOf(entry) + 1).map((later) => this.#elements.get(later)).find(Boolean);
    if (!element.parentNode || this.#nextEntry(element) !== next) list.insertBefore(element, next ?? null);
    this.#group(element);
    this.#group(this.#nextEntry(element));
    this.#trim(conversation, list);
    if (list !== this.#shown) return;
    if (follow) this.#toEnd();
    else if (!entry.mine) $("newer").hidden = false;
  }

  notice(conversation, text) {
    const list = this.#list(conversation);
    const element = fromTemplate("notice");
    element.textContent = text;
    list.append(element);
    if (this.#following) this.#toEnd();
  }

  drop(conversation) {
    this.#list(conversation).remove();
    this.#lists.delete(conversation);
  }

  #list(conversation) {
    if (!this.#lists.has(conversation)) {
      const list = document.createElement("ol");
      list.className = "log";
      list.hidden = true;
      list.tabIndex = 0;
      list.setAttribute("role", "log");
      list.setAttribute("aria-live", "polite");
      list.setAttribute("aria-label", conversation.isRoom ? `Messages in ${conversation.name}` : `Messages with ${conversation.name}`);
      list.dataset.key = conversation.key;
      $("logs").append(list);
      this.#lists.set(conversation, list);
    }
    return this.#lists.get(conversation);
  }

  #create(entry) {
    const element = fromTemplate("entry");
    element.dataset.id = entry.id;
    element.classList.toggle("mine", entry.mine);
    dress(element.querySelector(".avatar"), entry.from);
    element.querySelector(".from").textContent = entry.mine ? "You" : entry.from;
    element.querySelector(".text").textContent = entry.text;
    element.dataset.from = entry.from;
    if (entry.image) this.#picture(element.querySelector(".picture"), entry);
    this.#elements.set(entry, element);
    return element;
  }

  #picture(button, entry) {
    const image = button.firstElementChild;
    image.alt = entry.text || `Image from ${entry.mine ? "you" : entry.from}`;
    image.addEventListener("load", () => this.#following && this.#toEnd(), { once: true });
    image.src = entry.image;
    button.hidden = false;
    button.addEventListener("click", () => {
      $("viewer-image").src = image.src;
      $("viewer-image").alt = image.alt;
      $("viewer").showModal();
    });
  }

  #update(element, entry) {
    element.dataset.state = entry.state;
    const time = element.querySelector("time");
    const at = new Date(Number.isFinite(entry.at) ? entry.at : Date.now());
    time.dateTime = at.toISOString();
    time.textContent = clock.format(at);
    element.querySelector(".error").textContent = entry.error;
    if (!entry.mine || entry.state === "received") return;
    const mark = element.querySelector(".mark");
    const label = MARKS[entry.state] + (entry.delivered > 1 ? ` to ${entry.delivered} people` : "");
    mark.hidden = false;
    mark.title = label;
    mark.setAttribute("aria-label", label);
    mark.querySelector("use").setAttribute("href", `#i-${entry.state}`);
  }

  /** Consecutive messages of one person show the name once. */
  #group(element) {
    if (!element) return;
    const before = element.previousElementSibling;
    element.classList.toggle("follows", before?.dataset.from === element.dataset.from);
  }

  #nextEntry(element) {
    let next = element.nextElementSibling;
    while (next && !next.dataset.id) next = next.nextElementSibling;
    return next ?? undefined;
  }

  #trim(conversation, list) {
    while (list.childElementCount > LONGEST) {
      const oldest = list.firstElementChild;
      const picture = oldest.querySelector("img")?.src;
      if (picture) URL.revokeObjectURL(picture);
      oldest.remove();
    }
    if (conversation.entries.length > LONGEST) conversation.entries = conversation.entries.slice(-LONGEST);
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = $("logs");
    if (scrollHeight - scrollTop - clientHeight < 60) {
      this.#following = true;
      $("newer").hidden = true;
    } else if (scrollTop < this.#top) {
      this.#following = false;
      cancelAnimationFrame(this.#scrolling);
    }
    this.#top = scrollTop;
  }

  /** Once a frame: to ask for the height after each of many messages is to lay out the page each time. */
  #toEnd() {
    this.#following = true;
    $("newer").hidden = true;
    cancelAnimationFrame(this.#scrolling);
    this.#scrolling = requestAnimationFrame(() => ($("logs").scrollTop = $("logs").scrollHeight));
  }
}
