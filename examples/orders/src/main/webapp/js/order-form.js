// SPDX-License-Identifier: Apache-2.0
// The form for a new order. The server alone says what is wrong with it; the form shows it where it is wrong.

import { money, STATUS } from "./format.js";
import { $, fromTemplate } from "./page.js";

export class OrderForm {
  #desk;
  #linesMade = 0;

  constructor(desk) {
    this.#desk = desk;
    $("add").addEventListener("click", () => this.#addLine().querySelector(".sku").focus());
    $("new").addEventListener("input", () => this.#drawTotal());
    $("new").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#place();
    });
    desk.addEventListener("desk", () => this.#drawProducts());
    desk.addEventListener("product", () => this.#drawProducts());
    this.#reset();
  }

  get #lines() {
    return [...$("lines").children];
  }

  #reset() {
    $("customer").value = "";
    $("lines").replaceChildren();
    this.#addLine();
    this.#drawTotal();
  }

  #addLine() {
    const line = fromTemplate("line");
    const error = line.querySelector(".error");
    error.id = `line-error-${++this.#linesMade}`;
    line.querySelectorAll("select, input").forEach((field) => field.setAttribute("aria-describedby", error.id));
    line.querySelector(".remove").addEventListener("click", () => {
      line.remove();
      this.#drawTotal();
      $("add").focus();
    });
    $("lines").append(line);
    this.#drawOptions(line.querySelector(".sku"));
    return line;
  }

  #drawProducts() {
    this.#lines.forEach((line) => this.#drawOptions(line.querySelector(".sku")));
    this.#drawTotal();
  }

  /** An option that stays keeps its element: whoever is choosing is not disturbed. */
  #drawOptions(select) {
    const options = new Map([...select.options].map((option) => [option.value, option]));
    const draw = (value, text) => {
      const option = options.get(value) ?? new Option("", value);
      if (option.textContent !== text) option.textContent = text;
      if (!option.isConnected) select.append(option);
    };
    draw("", "Choose a product");
    for (const { sku, name, stock, cents } of this.#desk.products.values()) draw(sku, `${name} · ${money(cents)} · ${stock} left`);
  }

  #drawTotal() {
    const cents = this.#lines
      .map((line) => (this.#desk.products.get(line.querySelector(".sku").value)?.cents ?? 0) * quantity(line))
      .reduce((sum, each) => sum + each, 0);
    $("total").textContent = money(cents);
    $("limit").textContent = `Above ${money(this.#desk.limit)} a manager has to approve it.`;
    $("limit").hidden = cents <= this.#desk.limit;
  }

  async #place() {
    const order = {
      customer: $("customer").value,
      items: this.#lines.map((line) => ({ sku: line.querySelector(".sku").value, quantity: quantity(line) })),
    };
    this.#clear();
    $("place").disabled = true;
    try {
      const { number, status } = await this.#desk.ask("place", order);
      $("placed").textContent = `Order ${number} is placed: ${STATUS[status].toLowerCase()}${status === "WAITING" ? " for a manager" : ""}.`;
      this.#reset();
      $("customer").focus();
    } catch (problem) {
      this.#show(problem);
    } finally {
      $("place").disabled = false;
    }
  }

  #clear() {
    $("placed").textContent = "";
    $("new").querySelectorAll(".error").forEach((error) => (error.textContent = ""));
    $("new").querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  }

  #show({ message, violations = [] }) {
    const lines = this.#lines;
    if (!violations.length) $("new-error").textContent = message;
    for (const violation of violations) {
      const [, index, name] = violation.path.match(/^items\[(\d+)\]\.(\w+)$/) ?? [];
      const line = lines[index];
      const field = line?.querySelector(`.${name}`) ?? (violation.path === "customer" ? $("customer") : undefined);
      const error = line?.querySelector(".error") ?? $(`${violation.path}-error`) ?? $("new-error");
      error.textContent = `${error.textContent} ${violation.message}`.trim();
      field?.setAttribute("aria-invalid", "true");
    }
    $("new").querySelector("[aria-invalid]")?.focus();
  }
}

function quantity(line) {
  return Number.parseInt(line.querySelector(".quantity").value) || 0;
}
