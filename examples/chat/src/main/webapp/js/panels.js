// SPDX-License-Identifier: Apache-2.0
// On narrow windows the lists beside the conversation are panels that slide over it.

import { $ } from "./page.js";

export class Panels {
  #open = "";
  #floating = { places: matchMedia("(max-width: 719px)"), people: matchMedia("(max-width: 1079px)") };

  constructor() {
    for (const name of ["places", "people"]) {
      $(`open-${name}`).addEventListener("click", () => this.#show(name));
      $(name).querySelector(".close-panel").addEventListener("click", () => this.close());
      this.#floating[name].addEventListener("change", () => this.#draw());
    }
    $("scrim").addEventListener("click", () => this.close());
    this.#draw();
  }

  /** Returns whether one was open. The focus goes back to the button that opened it. */
  close() {
    const was = this.#open;
    this.#open = "";
    this.#draw();
    if (was) $(`open-${was}`).focus();
    return Boolean(was);
  }

  #show(name) {
    this.#open = name;
    this.#draw();
    ($(name).querySelector(".row[tabindex='0']") ?? $(name).querySelector("button")).focus();
  }

  #draw() {
    for (const [name, query] of Object.entries(this.#floating)) {
      const open = query.matches && this.#open === name;
      $(name).classList.toggle("open", open);
      $(name).inert = query.matches && !open;
      $(`open-${name}`).setAttribute("aria-expanded", open);
    }
    const covering = Boolean(this.#open) && this.#floating[this.#open].matches;
    $("scrim").hidden = !covering;
    $("conversation").inert = covering;
  }
}
