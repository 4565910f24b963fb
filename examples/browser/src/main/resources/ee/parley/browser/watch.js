// Runs before the page: hands its socket to the test, which sees what arrives before the page sorts and sifts it.
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
{
  let real;
  const watched = (...args) => {
    const socket = real(...args);
    window.socket = socket;
    window.arrivals = [];
    window.connects = 0;
    socket.on("connect", () => connects++);
    socket.onAny((event, ...args) => arrivals.push({ event, args, transport: socket.io.engine.transport.name }));
    return socket;
  };
  Object.defineProperty(window, "io", { get: () => real && watched, set: (io) => (real = io) });
}
