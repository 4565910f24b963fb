// SPDX-License-Identifier: Apache-2.0
// What the page knows of the desk: what the server told it, nothing else.

const PATIENCE_MILLIS = 10_000;

/** What the server refused: `violations` are `{ path, message }`, by the field they are about. */
export class Refusal extends Error {
  constructor({ code, message, details }) {
    super(message);
    this.code = code;
    this.violations = details?.violations ?? [];
  }
}

/** Tells of `desk` (all is new), `order`, `product`, `entry` and `figures`, each with what has changed as its detail. */
export class Desk extends EventTarget {
  me = { name: "", roles: [] };
  limit = 0;
  products = new Map();
  orders = new Map();
  #socket;

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.on("desk", ({ name, roles, limit, products, orders }) => {
      this.me = { name, roles };
      this.limit = limit;
      this.products = new Map(products.map((product) => [product.sku, product]));
      this.orders = new Map(orders.map((order) => [order.number, order]));
      this.#tell("desk", this);
    });
    socket.on("order", (order) => this.#keep(this.orders, order.number, order) && this.#tell("order", order));
    socket.on("product", (product) => this.#keep(this.products, product.sku, product) && this.#tell("product", product));
    socket.on("entry", (entry) => this.#tell("entry", entry));
    socket.on("figures", (figures) => this.#tell("figures", figures));
  }

  get isManager() {
    return this.me.roles.includes("manager");
  }

  /** Resolves to the answer; rejects with a `Refusal`, or with an `Error` when there is no answer. */
  async ask(event, ...args) {
    let answer;
    try {
      answer = await this.#socket.timeout(PATIENCE_MILLIS).emitWithAck(event, ...args);
    } catch {
      throw new Error("The server does not answer. Look whether it has happened before you try again.");
    }
    if (answer?.error) throw new Refusal(answer.error);
    return answer;
  }

  /** Two transactions may be announced in any order: of two versions the larger one is right. */
  #keep(all, key, next) {
    if (all.get(key)?.version > next.version) return false;
    all.set(key, next);
    return true;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
