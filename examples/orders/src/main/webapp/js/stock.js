// SPDX-License-Identifier: Apache-2.0
// What is left of each product; managers add to it.

import { $, drawRows, say } from "./page.js";

/** So much fills the bar. */
const PLENTY = 200;
const LITTLE = 25;
const DELIVERY = 50;

export class Stock {
  constructor(desk) {
    const draw = () =>
      drawRows($("stock"), "stock-row", [...desk.products.values()], (product) => product.sku, (row, { sku, name, stock }) => {
        row.querySelector(".name").textContent = name;
        row.querySelector(".left").textContent = `${stock} left`;
        row.style.setProperty("--level", Math.min(stock / PLENTY, 1));
        row.classList.toggle("little", stock < LITTLE);
        const button = row.querySelector(".restock");
        button.hidden = !desk.isManager;
        button.setAttribute("aria-label", `${DELIVERY} more of ${name}`);
        button.onclick = () => desk.ask("restock", sku, DELIVERY).catch((problem) => say(problem.message));
      });
    desk.addEventListener("desk", draw);
    desk.addEventListener("product", draw);
  }
}
