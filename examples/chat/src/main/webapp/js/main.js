// SPDX-License-Identifier: Apache-2.0
// Puts the parts together: the chat, its socket, and the page.

import { Chat, uniqueId } from "./chat.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Logs } from "./logs.js";
import { $, dress, drawRows, say, walkWithArrows } from "./page.js";
import { Panels } from "./panels.js";
import { socketOf } from "./socket.js";

const FIRST_ROOM = "lobby";

/** The name is kept for a reload. The key proves to the server that a reconnection is by the same visitor. */
const me = { nickname: sessionStorage.getItem("chat.nickname") ?? "", key: sessionStorage.getItem("chat.key") ?? uniqueId() };
sessionStorage.setItem("chat.key", me.key);

const socket = socketOf("/chat", { auth: (answer) => answer(me) });
const chat = new Chat(socket);
const logs = new Logs();
const panels = new Panels();
const composer = new Composer({
  send: (text, image) => chat.send(current, text, image),
  type: () => chat.type(current),
});
new Connection(socket, chat, { refused: askForName, admitted: enter });
let current;

const stopAtPlace = walkWithArrows($("rooms"), $("threads"));
const stopAtPerson = walkWithArrows($("here"), $("others"));

function askForName(problem) {
  $("app").hidden = true;
  $("welcome").hidden = false;
  document.title = "Parley chat";
  $("nickname").value = me.nickname;
  $("nickname-error").textContent = problem;
  $("nickname").toggleAttribute("aria-invalid", Boolean(problem));
  $("enter").disabled = false;
  $("nickname").focus();
}

$("entrance").addEventListener("submit", (event) => {
  event.preventDefault();
  me.nickname = $("nickname").value.trim();
  if (!me.nickname) return askForName("Choose a name first.");
  $("enter").disabled = true;
  $("nickname-error").textContent = "";
  socket.connect();
});

$("exit").addEventListener("click", () => {
  sessionStorage.removeItem("chat.nickname");
  socket.disconnect();
  panels.close();
  askForName("");
});

/** After each connect. */
function enter() {
  sessionStorage.setItem("chat.nickname", me.nickname);
  chat.nickname = me.nickname;
  $("my-nickname").textContent = me.nickname;
  dress($("my-avatar"), me.nickname);
  if (!$("app").hidden) return;
  $("welcome").hidden = true;
  $("app").hidden = false;
  if (!current) {
    const room = chat.conversation("room", FIRST_ROOM);
    chat.join(room);
    current = room;
  }
  open(current);
}

function open(conversation) {
  current = conversation;
  current.unread = 0;
  if (current.isRoom) chat.join(current);
  panels.close();
  logs.show(current);
  draw();
  $("text").focus();
}

$("leave").addEventListener("click", () => {
  const left = current;
  if (left.isRoom) chat.leave(left);
  else chat.forget(left);
  const next = [...chat.conversations.values()].find((other) => other !== left && (other.joined || !other.isRoom));
  if (next) open(next);
  else draw();
  if (!left.isRoom) logs.drop(left);
});

function draw() {
  if (!current) return;
  drawPlaces();
  drawHeader();
  drawPeople();
  drawTyping();
  composer.show(current, current.joined || !current.isRoom);
}

function drawPlaces() {
  const all = [...chat.conversations.values()];
  drawRows($("rooms"), "place", all.filter((place) => place.isRoom), (place) => place.key, (row, room) => {
    drawPlace(row, room, "#");
    const count = chat.members(room).length;
    row.querySelector(".count").textContent = count || "";
    row.querySelector(".count").title = count === 1 ? "1 person" : `${count} people`;
    row.querySelector(".join").hidden = room.joined;
  });
  const threads = all.filter((place) => !place.isRoom);
  drawRows($("threads"), "place", threads, (place) => place.key, (row, thread) => {
    drawPlace(row, thread, "@");
    row.querySelector(".count").textContent = away(thread) ? "away" : "";
  });
  $("no-threads").hidden = threads.length > 0;
  stopAtPlace(current.key);
  const unread = all.reduce((sum, place) => sum + place.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${current.isRoom ? "#" : ""}${current.name} · Parley chat`;
  $("elsewhere").hidden = !unread;
  $("elsewhere").textContent = unread;
}

/** While we are offline nobody is known to be away. */
function away(thread) {
  return chat.people.length > 0 && !chat.person(thread.name);
}

function drawPlace(row, place, glyph) {
  row.querySelector(".glyph").textContent = glyph;
  row.querySelector(".name").textContent = place.name;
  row.querySelector(".badge").textContent = place.unread;
  row.querySelector(".badge").hidden = !place.unread;
  row.querySelector(".badge").setAttribute("aria-label", `${place.unread} unread`);
  if (place === current) row.setAttribute("aria-current", "true");
  else row.removeAttribute("aria-current");
  row.onclick = () => open(place);
}

function drawHeader() {
  $("title").textContent = current.isRoom ? `#${current.name}` : current.name;
  $("leave").setAttribute("aria-label", current.isRoom ? "Leave the room" : "Close the conversation");
  $("leave").title = $("leave").getAttribute("aria-label");
  $("leave").hidden = current.isRoom && !current.joined;
  const members = chat.members(current).length;
  if (!current.isRoom) $("subtitle").textContent = away(current) ? "Away: messages wait for them" : "Only the two of you";
  else if (!current.joined) $("subtitle").textContent = "You are not in this room";
  else $("subtitle").textContent = members === 1 ? "Only you are here" : members ? `${members} people here` : "";
}

function drawPeople() {
  const here = current.isRoom ? chat.members(current) : chat.people.filter((person) => [me.nickname, current.name].includes(person.nickname));
  const others = chat.people.filter((person) => !here.includes(person));
  drawRows($("here"), "person", here, (person) => person.nickname, drawPerson);
  drawRows($("others"), "person", others, (person) => person.nickname, drawPerson);
  $("others-title").hidden = others.length === 0;
  stopAtPerson();
}

function drawPerson(row, person) {
  const mine = person.nickname === me.nickname;
  dress(row.querySelector(".avatar"), person.nickname);
  row.querySelector(".name").textContent = person.nickname;
  row.querySelector(".note").textContent = mine ? "you" : "";
  row.disabled = mine;
  row.title = mine ? "" : `Write to ${person.nickname} privately`;
  row.dataset.socket = person.id;
  row.onclick = () => open(chat.conversation("person", person.nickname));
}

function drawTyping() {
  const names = [...current.typing.keys()];
  const who = names.length > 2 ? "Several people are" : names.length === 2 ? `${names.join(" and ")} are` : `${names[0]} is`;
  $("typing").textContent = names.length ? `${who} typing …` : "";
}

chat.addEventListener("conversations", draw);
chat.addEventListener("people", () => {
  if (!current) return;
  drawPlaces();
  drawHeader();
  drawPeople();
});
chat.addEventListener("typing", ({ detail }) => detail.conversation === current && drawTyping());
chat.addEventListener("notice", ({ detail }) => logs.notice(detail.conversation, detail.text));
chat.addEventListener("problem", ({ detail }) => say(detail));
chat.addEventListener("entry", ({ detail: { conversation, entry, fresh } }) => {
  logs.draw(conversation, entry);
  if (!fresh || entry.mine || (conversation === current && document.visibilityState === "visible")) return;
  conversation.unread++;
  drawPlaces();
});
document.addEventListener("visibilitychange", () => {
  if (!current || document.visibilityState !== "visible") return;
  current.unread = 0;
  drawPlaces();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("viewer").open) {
    if (!panels.close() && !composer.removeImage()) $("text").focus();
  }
  if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && current) {
    event.preventDefault();
    const places = [...chat.conversations.values()].filter((place) => place.joined || !place.isRoom);
    if (!places.length) return;
    const step = event.key === "ArrowDown" ? 1 : -1;
    open(places.at((places.indexOf(current) + step) % places.length));
  }
});

if (me.nickname) socket.connect();
else askForName("");
