// SPDX-License-Identifier: Apache-2.0
// The figures of the last hour: in words, as a chart, and as a table.

import { money, time } from "./format.js";
import { $ } from "./page.js";

const HEIGHT = 215;
const TOP = 12;
const FOOT = 24;
const LEFT = 52;

export class Dashboard {
  #figures;

  constructor(desk) {
    desk.addEventListener("desk", () => ($("dashboard").hidden = !desk.isManager));
    desk.addEventListener("figures", ({ detail }) => {
      this.#figures = detail;
      this.#draw();
    });
    new ResizeObserver(() => this.#figures && this.#draw()).observe($("chart").parentElement);
  }

  #draw() {
    const { cents, orders, waiting, bars } = this.#figures;
    $("turnover").textContent = money(cents);
    $("sold").textContent = orders;
    $("waiting").textContent = waiting;
    const best = bars.reduce((one, other) => (other.cents > one.cents ? other : one));
    $("chart-text").textContent =
      `Turnover in steps of five minutes: ${money(cents)} in ${orders} orders` + (best.cents ? `, most from ${time(best.from)}: ${money(best.cents)}.` : ".");
    this.#drawChart(bars);
    $("chart-table").replaceChildren(...bars.map(tableRow));
  }

  /** Bars keep their elements, so that they grow instead of jumping. */
  #drawChart(bars) {
    const svg = $("chart");
    const width = svg.parentElement.clientWidth;
    if (!width) return; // not shown yet
    const highest = Math.max(...bars.map((bar) => bar.cents));
    const step = niceStep(highest / 3);
    const most = step * Math.max(1, Math.ceil(highest / step));
    const y = (cents) => HEIGHT - FOOT - (cents / most) * (HEIGHT - FOOT - TOP);
    const each = (width - LEFT) / bars.length;
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("height", HEIGHT);

    const grid = [];
    for (let cents = 0; cents <= most; cents += step) {
      grid.push(shape("line", { x1: LEFT, x2: width, y1: y(cents), y2: y(cents), class: cents ? "rule" : "ground" }));
      grid.push(shape("text", { x: LEFT - 8, y: y(cents) + 4, class: "amount" }, `€${cents / 100}`));
    }
    const before = new Map([...svg.querySelectorAll(".bar")].map((bar) => [bar.dataset.from, bar]));
    const columns = bars.map((bar, index) => {
      const column = before.get(String(bar.from)) ?? shape("rect", { class: "bar", rx: 3, y: y(0), height: 0 });
      column.dataset.from = bar.from;
      column.dataset.cents = bar.cents;
      column.classList.toggle("now", index === bars.length - 1);
      place(column, { x: LEFT + (index + 0.16) * each, width: each * 0.68 });
      requestAnimationFrame(() => place(column, { y: y(bar.cents), height: y(0) - y(bar.cents) }));
      return column;
    });
    const times = bars
      .map((bar, index) => shape("text", { x: LEFT + (index + 0.5) * each, y: HEIGHT - 6, class: "from" }, time(bar.from)))
      .filter((label, index) => index % 3 === 0);
    svg.replaceChildren(...grid, ...columns, ...times);
  }
}

/** 1, 2 or 5 times a power of ten euros, at least one euro. */
function niceStep(cents) {
  const power = 10 ** Math.floor(Math.log10(Math.max(cents, 100)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= cents);
}

function shape(name, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  place(element, attributes);
  element.textContent = text;
  return element;
}

function place(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function tableRow({ from, cents, orders }) {
  const row = document.createElement("tr");
  for (const text of [time(from), money(cents), orders]) row.insertCell().textContent = text;
  return row;
}
