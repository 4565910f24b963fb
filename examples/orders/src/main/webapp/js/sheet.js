// SPDX-License-Identifier: Apache-2.0
// One order, opened. While it is open the page is in the order's room and hears each line of its history.

import { money, time } from "./format.js";
import { drawStatus } from "./order-list.js";
import { $, say } from "./page.js";

export class Sheet {
  #desk;
  #number;

  constructor(desk) {
    this.#desk = desk;
    desk.addEventListener("desk", () => $("sheet").open && this.open(this.#number)); // a new connection is in no room yet
    desk.addEventListener("order", ({ detail }) => detail.number === this.#number && this.#draw(detail));
    desk.addEventListener("entry", ({ detail }) => detail.number === this.#number && this.#write(detail));
    $("sheet").addEventListener("close", () => {
      desk.ask("close", this.#number).catch(() => {}); // then it hears of it a little longer
      this.#number = undefined;
    });
    $("note").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#do("note", $("words").value);
    });
    $("ship").addEventListener("click", () => this.#do("ship"));
    $("approve").addEventListener("click", () => this.#do("approve"));
    $("reject").addEventListener("click", () => this.#do("reject", $("words").value));
  }

  async open(number) {
    this.#number = number;
    try {
      const { order, lines, history } = await this.#desk.ask("open", number);
      if (this.#number !== number) return;
      $("sheet-lines").replaceChildren(...lines.map(position));
      $("history").replaceChildren();
      history.forEach((entry) => this.#write(entry));
      this.#draw(order);
      this.#complain("");
      if (!$("sheet").open) {
        $("words").value = "";
        $("sheet").showModal();
      }
    } catch (problem) {
      say(problem.message);
    }
  }

  #draw({ number, customer, cents, status, clerk, at }) {
    $("sheet-title").textContent = `Order ${number}`;
    drawStatus($("sheet-status"), status);
    $("sheet-facts").textContent = `${customer} · placed by ${clerk} at ${time(at)}`;
    $("sheet-total").textContent = money(cents);
    const waits = status === "WAITING" && this.#desk.isManager;
    $("ship").hidden = status !== "APPROVED";
    $("approve").hidden = $("reject").hidden = !waits;
    $("words-label").textContent = waits ? "Note, or the reason to reject it" : "Note";
  }

  #write({ id, author, words, at }) {
    if ($(`entry-${id}`)) return; // written while the sheet was on its way
    const entry = document.createElement("li");
    entry.id = `entry-${id}`;
    const who = document.createElement("strong");
    who.textContent = author;
    const when = document.createElement("time");
    when.textContent = time(at);
    entry.append(who, ` ${words} `, when);
    $("history").append(entry);
  }

  async #do(event, ...args) {
    this.#complain("");
    try {
      await this.#desk.ask(event, this.#number, ...args);
      $("words").value = "";
      $("words").focus();
    } catch ({ message, violations }) {
      this.#complain(violations?.length ? violations.map((violation) => violation.message).join(" ") : message);
    }
  }

  #complain(problem) {
    $("words-error").textContent = problem;
    $("words").toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) $("words").focus();
  }
}

function position({ quantity, name, cents }) {
  const row = document.createElement("tr");
  for (const text of [`${quantity} ×`, name, money(cents)]) row.insertCell().textContent = text;
  return row;
}
