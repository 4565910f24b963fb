// SPDX-License-Identifier: Apache-2.0
// Puts the parts together: the desk, its socket, and the page.

import { Dashboard } from "./dashboard.js";
import { Desk } from "./desk.js";
import { money } from "./format.js";
import { OrderForm } from "./order-form.js";
import { OrderList } from "./order-list.js";
import { $, dress, say } from "./page.js";
import { Sheet } from "./sheet.js";
import { socketOf, watchConnection } from "./socket.js";
import { Stock } from "./stock.js";

const socket = socketOf("/desk");
const desk = new Desk(socket);
const sheet = new Sheet(desk);
new Dashboard(desk);
new OrderForm(desk);
new OrderList(desk, (number) => sheet.open(number));
new Stock(desk);

watchConnection(socket, (state) => {
  $("banner").hidden = state !== "offline";
  // The server wants no more of us, so nobody is logged in here: the container shows where to do that.
  if (state === "stopped") location.assign("./");
});

desk.addEventListener("desk", () => {
  $("my-name").textContent = desk.me.name;
  $("my-role").textContent = desk.isManager ? "manager" : "clerk";
  dress($("avatar"), desk.me.name);
  $("desk").hidden = false;
});

/** Whoever may decide hears of what waits. */
desk.addEventListener("order", ({ detail: { number, cents, status, clerk } }) => {
  if (status === "WAITING" && desk.isManager && clerk !== desk.me.name) say(`Order ${number} over ${money(cents)} waits for a manager.`);
});

socket.connect();
