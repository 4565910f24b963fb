// SPDX-License-Identifier: Apache-2.0
// What the chat knows: conversations, people, and the messages that the server has not answered yet. Knows no page.

const TYPING_REPEAT = 2000;
const TYPING_EXPIRY = 4000;

/** A room, or a private exchange with one person. */
class Conversation {
  /** Messages in the order of the server's clock. */
  entries = [];
  unread = 0;
  joined = false;
  /** The time of the newest message received: a room is asked only for later ones when it is joined again. */
  since = 0;
  /** Who is typing: nickname to timer. */
  typing = new Map();
  draft = { text: "", image: null };

  constructor(kind, name) {
    this.kind = kind;
    this.name = name;
    this.key = `${kind}:${name}`;
  }

  get isRoom() {
    return this.kind === "room";
  }
}

/**
 * The chat of one visitor. Events: `conversations`, `people`, `typing` (conversation), `entry` (conversation, entry, whether
 * it is new), `notice` (conversation, text), `problem` (text).
 */
export class Chat extends EventTarget {
  conversations = new Map();
  people = [];
  nickname = "";
  #socket;
  #entries = new Map();
  /** Messages without an answer, oldest first. They outlive the connection. */
  #outbox = [];
  #refreshing = 0;
  #typed = 0;

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.on("connect", () => this.#connected());
    socket.on("disconnect", () => this.#disconnected());
    socket.on("rooms", (names) => names.forEach((name) => this.conversation("room", name)));
    socket.on("message", (message, ...rest) => this.#received(this.conversation("room", message.room), message, rest));
    socket.on("private", (message, ...rest) => this.#received(this.conversation("person", message.from), message, rest));
    socket.on("delivered", (id, count) => this.#delivered(id, count));
    socket.on("typing", (nickname, room) => this.#typing(nickname, room));
    socket.on("joined", (room, nickname) => this.#moved(room, nickname, "joined"));
    socket.on("left", (room, nickname) => this.#moved(room, nickname, "left"));
    socket.on("arrived", () => this.#refreshPeople());
    socket.on("departed", (nickname) => this.#departed(nickname));
    socket.on("exception", ({ error }) => this.#tell("problem", error.message));
  }

  /** Returns the conversation, which begins here if it is new. */
  conversation(kind, name) {
    const wanted = new Conversation(kind, name);
    const known = this.conversations.get(wanted.key);
    if (known) return known;
    this.conversations.set(wanted.key, wanted);
    this.#tell("conversations");
    return wanted;
  }

  forget(conversation) {
    this.conversations.delete(conversation.key);
    this.#tell("conversations");
  }

  join(room) {
    if (room.joined) return;
    room.joined = true;
    this.#tell("conversations");
    if (this.#socket.connected) this.#askToJoin(room);
  }

  leave(room) {
    room.joined = false;
    this.#tell("conversations");
    if (this.#socket.connected) this.#socket.emit("leave", room.name, () => this.#refreshPeople());
  }

  members(room) {
    return this.people.filter((person) => person.rooms.includes(room.name));
  }

  person(nickname) {
    return this.people.find((person) => person.nickname === nickname);
  }

  get waiting() {
    return this.#outbox.length;
  }

  /** Shows the message at once, and sends it now or when the connection is back. */
  send(conversation, text, image) {
    const entry = {
      id: uniqueId(),
      from: this.nickname,
      mine: true,
      text,
      image: image && pictureUrl(image.bytes, image.type),
      at: Infinity,
      state: "waiting",
      delivered: 0,
      error: "",
    };
    this.#entries.set(entry.id, entry);
    this.#typed = 0;
    conversation.entries.push(entry);
    this.#outbox.push({ conversation, entry, image, inFlight: false });
    this.#tell("entry", { conversation, entry, fresh: true });
    this.#flush();
  }

  /** Tells the others, but not at every key. */
  type(conversation) {
    const now = Date.now();
    const to = this.#address(conversation);
    if (!this.#socket.connected || !to || now - this.#typed < TYPING_REPEAT) return;
    this.#typed = now;
    this.#socket.volatile.emit("typing", to);
  }

  #connected() {
    for (const conversation of this.conversations.values()) {
      if (conversation.joined) this.#askToJoin(conversation);
    }
    this.#refreshPeople();
    this.#flush(); // the server handles a client's events in order: after the joins
  }

  #disconnected() {
    this.#outbox.forEach((posting) => (posting.inFlight = false));
    this.people = [];
    this.#tell("people");
  }

  #askToJoin(room) {
    this.#socket.emit("join", room.name, room.since, (answer) => {
      if (answer?.error) {
        room.joined = false;
        this.#tell("conversations");
        this.#tell("problem", answer.error.message);
      }
      this.#refreshPeople();
    });
  }

  /** The room's name or the person's socket id, which is another one after each reconnection; none while they are away. */
  #address(conversation) {
    return conversation.isRoom ? conversation.name : this.person(conversation.name)?.id;
  }

  #flush() {
    for (const posting of [...this.#outbox]) {
      const to = this.#address(posting.conversation);
      if (!this.#socket.connected || posting.inFlight || !to) continue;
      posting.inFlight = true;
      this.#post(posting, to);
    }
  }

  #post(posting, to) {
    const { conversation, entry, image } = posting;
    const post = { id: entry.id, to, text: entry.text };
    this.#socket.emit(conversation.isRoom ? "message" : "private", post, ...(image ? [image.bytes] : []), (answer) => {
      posting.inFlight = false;
      if (answer?.error?.code === "NOT_HERE") return this.#refreshPeople(); // it stays in the outbox until they are back
      this.#accepted(conversation, entry, answer);
    });
  }

  #accepted(conversation, entry, answer) {
    if (!this.#outbox.some((posting) => posting.entry === entry)) return;
    this.#outbox = this.#outbox.filter((posting) => posting.entry !== entry);
    if (answer.error) {
      entry.state = "failed";
      entry.error = answer.error.message;
    } else {
      if (!conversation.isRoom) entry.delivered = 1; // the answer is the other's own
      entry.state = entry.delivered > 0 ? "delivered" : "sent";
      this.#place(conversation, entry, answer.at);
    }
    this.#tell("entry", { conversation, entry, fresh: false });
  }

  /** A message from the server. The reconnected get some twice: the id tells. */
  #received(conversation, message, rest) {
    const received = rest.at(-1);
    if (typeof received === "function") received(true);
    const known = this.#entries.get(message.id);
    if (known) {
      if (known.state === "waiting") this.#accepted(conversation, known, message);
      return;
    }
    if (conversation.isRoom) {
      if (!conversation.joined) return;
      conversation.since = Math.max(conversation.since, message.at);
    }
    const bytes = rest.find((part) => part instanceof ArrayBuffer);
    const entry = {
      id: message.id,
      from: message.from,
      mine: message.from === this.nickname,
      text: message.text,
      image: bytes && pictureUrl(bytes, message.image),
      at: 0,
      state: "received",
      delivered: 0,
      error: "",
    };
    this.#entries.set(entry.id, entry);
    this.#place(conversation, entry, message.at);
    this.#stopTyping(conversation, message.from);
    this.#tell("entry", { conversation, entry, fresh: true });
  }

  /** Moves the entry to where the server's clock puts it. What is not answered yet stays last. */
  #place(conversation, entry, at) {
    const entries = conversation.entries.filter((other) => other !== entry);
    entry.at = at;
    const later = entries.findIndex((other) => other.at > at);
    entries.splice(later < 0 ? entries.length : later, 0, entry);
    conversation.entries = entries;
  }

  #delivered(id, count) {
    const entry = this.#entries.get(id);
    if (!entry || count === 0) return;
    entry.delivered = count;
    if (entry.state === "sent") entry.state = "delivered"; // while it is waiting the answer is still under way
    for (const conversation of this.conversations.values()) {
      if (conversation.entries.includes(entry)) this.#tell("entry", { conversation, entry, fresh: false });
    }
  }

  #typing(nickname, room) {
    const conversation = room ? this.conversation("room", room) : this.conversation("person", nickname);
    clearTimeout(conversation.typing.get(nickname));
    conversation.typing.set(nickname, setTimeout(() => this.#stopTyping(conversation, nickname), TYPING_EXPIRY));
    this.#tell("typing", { conversation });
  }

  #stopTyping(conversation, nickname) {
    clearTimeout(conversation.typing.get(nickname));
    if (conversation.typing.delete(nickname)) this.#tell("typing", { conversation });
  }

  #moved(room, nickname, how) {
    const conversation = this.conversation("room", room);
    if (how === "left") this.#stopTyping(conversation, nickname);
    if (conversation.joined) this.#tell("notice", { conversation, text: `${nickname} ${how}` });
    this.#refreshPeople();
  }

  #departed(nickname) {
    for (const conversation of this.conversations.values()) this.#stopTyping(conversation, nickname);
    (this.person(nickname)?.rooms ?? []).forEach((room) => this.#moved(room, nickname, "left"));
    this.#refreshPeople();
  }

  /** The client query. Several changes in a row are one question. */
  #refreshPeople() {
    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(() => {
      if (!this.#socket.connected) return;
      this.#socket.emit("people", (people) => {
        if (people.error) return this.#tell("problem", people.error.message);
        this.people = people.sort((a, b) => a.nickname.localeCompare(b.nickname));
        this.#tell("people");
        this.#flush();
      });
    }, 100);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** What the server checked: one of the image types that browsers draw and never run. */
function pictureUrl(bytes, type) {
  return URL.createObjectURL(new Blob([bytes], { type }));
}

/** Not `crypto.randomUUID`, which only pages from HTTPS or localhost have. */
export function uniqueId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
