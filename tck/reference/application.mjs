// SPDX-License-Identifier: Apache-2.0
// The TCK application, written for the reference server. Its twin is src/main/java/ee/parley/tck/app.

/** What happened to whom, by marker, and what waits to be released, by key. */
class Stage {
  #seen = new Map();
  #watchers = [];
  #latches = new Map();

  record(marker, what) {
    if (marker === undefined) return;
    this.seen(marker).push(what);
    this.#watchers = this.#watchers.filter((watcher) => !watcher());
  }

  seen(marker) {
    if (!this.#seen.has(marker)) this.#seen.set(marker, []);
    return this.#seen.get(marker);
  }

  async atLeast(marker, count) {
    if (this.seen(marker).length < count) {
      await new Promise((resolve) =>
        this.#watchers.push(() => this.seen(marker).length >= count && (resolve(), true)),
      );
    }
    return this.seen(marker);
  }

  /** A promise, with its functions, that release() settles. */
  latch(key) {
    if (!this.#latches.has(key)) {
      const latch = {};
      latch.opened = new Promise((resolve, reject) => Object.assign(latch, { resolve, reject }));
      latch.opened.catch(() => {});
      this.#latches.set(key, latch);
    }
    return this.#latches.get(key);
  }
}

class EventException extends Error {
  constructor(code, message, details) {
    super(message);
    this.error = { code, message, ...(details && { details }) };
  }
}

function refusal(message, data) {
  return Object.assign(new Error(message), data && { data });
}

/** Registers a handler whose result, or whose failure, is the answer. */
function on(socket, event, handler) {
  socket.on(event, async (...args) => {
    const ack = typeof args.at(-1) === "function" ? args.pop() : undefined;
    try {
      const result = await handler(...args);
      if (result === undefined) ack?.();
      else if (result instanceof Several) ack?.(...result.values);
      else ack?.(result);
    } catch (e) {
      const error = e.error ?? { code: "INTERNAL", message: "Internal error" };
      if (ack) ack({ error });
      else socket.emit("exception", { event, error });
    }
  });
}

class Several {
  constructor(...values) {
    this.values = values;
  }
}

function requireNumber(value) {
  if (typeof value !== "number") throw new EventException("BAD_REQUEST", "not a number");
}

function ownRooms(socket) {
  return [...socket.rooms].filter((room) => room !== socket.id).sort();
}

async function answers(operator, timeout, question) {
  try {
    return { answers: (await operator.timeout(timeout).emitWithAck("question", question)).sort(), timedOut: false };
  } catch (e) {
    return { answers: e.responses.sort(), timedOut: true };
  }
}

export function install(io) {
  const stage = new Stage();

  io.on("connection", (socket) => {
    on(socket, "echo", (payload) => payload);
    on(socket, "join", (room) => socket.join(room));
    on(socket, "broadcast", (room, payload) => void io.to(room).emit("msg", payload));
  });

  const auth = io.of("/auth");
  auth.use((socket, next) => {
    const { token } = socket.handshake.auth;
    if (token === undefined) next(refusal("not authorized", { reason: "no token" }));
    else if (token === "plain") next(refusal("not today"));
    else if (token === "broken") next(refusal("Internal error"));
    else if (token !== "secret") next(refusal("not authorized", { reason: "wrong token" }));
    else next();
  });
  auth.on("connection", (socket) => {
    on(socket, "credentials", () => {
      const { token, user } = socket.handshake.auth;
      return { token, user };
    });
    on(socket, "auth", () => socket.handshake.auth);
    on(socket, "query", (name) => socket.handshake.query[name]);
    on(socket, "header", (name) => socket.handshake.headers[name]);
    on(socket, "url", () => socket.handshake.url);
    on(socket, "cross-domain", () => socket.handshake.xdomain);
    on(socket, "address", () => socket.handshake.address);
    on(socket, "secure", () => socket.handshake.secure);
  });

  io.of("/echo").on("connection", (socket) => {
    on(socket, "value", (value) => value);
    on(socket, "later", async (value) => value);
    on(socket, "several", (first, second) => new Several(first, second));
    on(socket, "nothing", () => undefined);
    on(socket, "bytes", (bytes) => bytes);
    on(socket, "document", (document) => document);
    on(socket, "mixed", (name, first, second) => new Several(name, first, second));
    socket.on("ack", (value, ack) => ack(value));
    socket.on("twice", (ack) => {
      ack("first");
      ack("second");
    });
    on(socket, "back", (value) => void socket.emit("back", value));
    on(socket, "back-bytes", (bytes) => void socket.emit("back", bytes));
    on(socket, "back-document", (document) => void socket.emit("back", document));
    on(socket, "maybe", (value) => void socket.volatile.emit("back", value));
    on(socket, "ask", (value) => socket.timeout(5000).emitWithAck("question", value));
    on(socket, "ask-bytes", (bytes) => socket.timeout(5000).emitWithAck("question", bytes));
    on(socket, "ask-in-vain", async () => {
      try {
        return await socket.timeout(200).emitWithAck("question", "anybody");
      } catch (e) {
        return e.message;
      }
    });
    on(socket, "burst", (count) => {
      for (let i = 0; i < count; i++) socket.emit("tick", i);
    });
    on(socket, "large", (length) => void socket.emit("back", "x".repeat(length)));
  });

  const rooms = io.of("/rooms");
  rooms.on("connection", (socket) => {
    on(socket, "join", (...names) => void socket.join(names));
    on(socket, "leave", (name) => void socket.leave(name));
    on(socket, "rooms", () => ownRooms(socket));
    on(socket, "to", (names, payload) => void rooms.to(names).emit("msg", payload));
    on(socket, "to-bytes", (names, bytes) => void rooms.to(names).emit("msg", bytes));
    on(socket, "to-others", (names, payload) => void socket.to(names).emit("msg", payload));
    on(socket, "all", (payload) => void rooms.emit("msg", payload));
    on(socket, "broadcast", (payload) => void socket.broadcast.emit("msg", payload));
    on(socket, "to-except", (names, except, payload) => void rooms.to(names).except(except).emit("msg", payload));
    on(socket, "all-except", (except, payload) => void rooms.except(except).emit("msg", payload));
    on(socket, "others-except", (except, payload) => void socket.except(except).emit("msg", payload));
    on(socket, "others-volatile", (names, payload) => void socket.to(names).volatile.emit("msg", payload));
    on(socket, "fetch", async (names) => (await rooms.in(names).fetchSockets()).map((found) => found.id).sort());
    on(socket, "remember", (value) => void (socket.data.remembered = value));
    on(socket, "remembered", async (id) => (await rooms.in(id).fetchSockets())[0].data.remembered);
    on(socket, "sockets-join", (names, joined) => void rooms.in(names).socketsJoin(joined));
    on(socket, "sockets-leave", (names, left) => void rooms.in(names).socketsLeave(left));
    on(socket, "disconnect-sockets", (names, close) => void rooms.in(names).disconnectSockets(close));
    on(socket, "ask", (names, timeout, question) => answers(rooms.in(names), timeout, question));
    on(socket, "ask-one", async (id, timeout, question) => {
      const [found] = await rooms.in(id).fetchSockets();
      try {
        return await found.timeout(timeout).emitWithAck("question", question);
      } catch (e) {
        return e.message;
      }
    });
  });

  io.of("/errors").on("connection", (socket) => {
    on(socket, "throws", () => {
      throw new Error("the password is hunter2");
    });
    on(socket, "refuses", (id) => {
      throw new EventException("NOT_FOUND", "no such thing", { id });
    });
    on(socket, "refuses-briefly", () => {
      throw new EventException("GONE", "no longer there");
    });
    on(socket, "fails-later", async () => {
      throw new Error("the password is hunter2");
    });
    on(socket, "refuses-later", async (id) => {
      throw new EventException("NOT_FOUND", "no such thing", { id });
    });
    on(socket, "fails-ack", () => {
      throw new Error("the password is hunter2");
    });
    on(socket, "number", (number) => {
      requireNumber(number);
      return number;
    });
    on(socket, "point", (point) => {
      requireNumber(point?.x);
      return point;
    });
    on(socket, "alive", () => "alive");
  });

  const slow = io.of("/slow");
  slow.use(async (socket, next) => {
    const { key } = socket.handshake.auth;
    socket.join(key);
    socket.emit("held", 1);
    socket.emit("held", 2);
    stage.record(key, "gate");
    try {
      await stage.latch(key).opened;
      next();
    } catch (e) {
      next(e);
    }
  });
  slow.on("connection", (socket) => {
    const { key } = socket.handshake.auth;
    const heard = [];
    on(socket, "note", (value) => {
      heard.push(value);
      return heard;
    });
    on(socket, "block", async (latch) => {
      stage.record(latch, "blocked");
      await stage.latch(latch).opened;
      heard.push("unblocked");
      return "unblocked";
    });
    on(socket, "wait-for-me", async (question) => "you said " + (await socket.timeout(5000).emitWithAck("question", question)));
    on(socket, "wait-in-vain", async (marker) => {
      try {
        await socket.timeout(5000).emitWithAck("question", marker);
      } catch (e) {
        stage.record(marker, e.message);
      }
    });
    socket.on("disconnect", (reason) => stage.record(key, "disconnect: " + reason));
  });

  io.of("/lifecycle").on("connection", (socket) => {
    const { marker } = socket.handshake.auth;
    stage.record(marker, "connect");
    on(socket, "leave", () => void socket.disconnect(false));
    on(socket, "close", () => void socket.disconnect(true));
    on(socket, "farewell", () => {
      socket.emit("farewell", "bye");
      socket.disconnect(true);
    });
    on(socket, "note", (what) => stage.record(marker, what));
    socket.on("disconnect", (reason) => stage.record(marker, "disconnect: " + reason));
  });

  io.of("/probe").on("connection", (socket) => {
    on(socket, "seen", (marker) => stage.seen(marker));
    on(socket, "await-seen", (marker, count) => stage.atLeast(marker, count));
    on(socket, "release", (key) => void stage.latch(key).resolve());
    on(socket, "refuse", (key) => void stage.latch(key).reject(refusal("not after all")));
    on(socket, "emit-to-slow", (key, value) => void slow.to(key).emit("held", value));
    on(socket, "members-of-slow", async (key) => (await slow.in(key).fetchSockets()).length);
    on(socket, "clients", () => io.engine.clientsCount);
  });
}
