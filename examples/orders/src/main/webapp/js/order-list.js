// SPDX-License-Identifier: Apache-2.0
// The list of orders, the newest first.

import { money, STATUS, time } from "./format.js";
import { $, drawRows, walkWithArrows } from "./page.js";

const MOST = 50;

export class OrderList {
  #desk;
  #open;
  #stopAt = walkWithArrows($("orders"));

  constructor(desk, open) {
    this.#desk = desk;
    this.#open = open;
    desk.addEventListener("desk", () => this.#draw());
    desk.addEventListener("order", ({ detail }) => this.#draw(detail));
  }

  #draw(changed) {
    const orders = [...this.#desk.orders.values()].sort((one, other) => other.number - one.number).slice(0, MOST);
    drawRows($("orders"), "order-row", orders, (order) => String(order.number), (row, order) => {
      row.querySelector(".number").textContent = order.number;
      row.querySelector(".name").textContent = order.customer;
      row.querySelector(".by").textContent = `${order.clerk}, ${time(order.at)}`;
      row.querySelector(".cents").textContent = money(order.cents);
      drawStatus(row.querySelector(".chip"), order.status);
      row.onclick = () => this.#open(order.number);
      row.classList.toggle("changed", order === changed);
    });
    this.#stopAt();
  }
}

export function drawStatus(chip, status) {
  chip.dataset.status = status;
  chip.textContent = STATUS[status];
}
