// SPDX-License-Identifier: Apache-2.0
// Small things that every part of the page uses. Text is only ever set as text.

export const $ = (id) => document.getElementById(id);

export function fromTemplate(id) {
  return $(id).content.firstElementChild.cloneNode(true);
}

/** Gives the avatar its letter, and what is around it the person's colour. */
export function dress(avatar, nickname) {
  avatar.textContent = [...nickname][0].toUpperCase();
  avatar.parentElement.style.setProperty("--hue", hue(nickname));
}

function hue(nickname) {
  let hash = 7;
  for (const character of nickname) hash = (hash * 31 + character.codePointAt(0)) % 360;
  return hash;
}

export function say(problem) {
  const alert = document.createElement("p");
  alert.textContent = problem;
  $("alerts").append(alert);
  setTimeout(() => alert.remove(), 6000);
}

/** Arrow keys, Home and End move between the buttons of the lists; the Tab key stops at one of them only. */
export function walkWithArrows(...lists) {
  const rows = () => lists.flatMap((list) => [...list.querySelectorAll(".row:not(:disabled)")]);
  const stopAt = (row) => rows().forEach((other) => (other.tabIndex = other === row ? 0 : -1));
  for (const list of lists) {
    list.addEventListener("focusin", (event) => stopAt(event.target));
    list.addEventListener("keydown", (event) => {
      const all = rows();
      const at = all.indexOf(event.target);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
    });
  }
  /** After the lists were drawn anew. */
  return (preferred) => {
    const all = rows();
    const focused = all.find((row) => row === document.activeElement);
    stopAt(focused ?? all.find((row) => row.dataset.key === preferred) ?? all[0]);
  };
}

/** Fills a list with one row per item; a row that stays keeps its element, and so the focus. */
export function drawRows(list, template, items, keyOf, draw) {
  const before = new Map([...list.children].map((element) => [element.firstElementChild.dataset.key, element]));
  const rows = items.map((item) => {
    const element = before.get(keyOf(item)) ?? fromTemplate(template);
    const row = element.firstElementChild;
    row.dataset.key = keyOf(item);
    draw(row, item);
    return element;
  });
  const focused = document.activeElement;
  list.replaceChildren(...rows);
  if (list.contains(focused)) focused.focus();
}
