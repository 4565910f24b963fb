// SPDX-License-Identifier: Apache-2.0
// How the page writes money and time.

const MONEY = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });
const TIME = new Intl.DateTimeFormat("en-IE", { hour: "2-digit", minute: "2-digit" });

export const money = (cents) => MONEY.format(cents / 100);
export const time = (millis) => TIME.format(millis);
export const STATUS = { WAITING: "Waiting", APPROVED: "Approved", SHIPPED: "Shipped", REJECTED: "Rejected" };
