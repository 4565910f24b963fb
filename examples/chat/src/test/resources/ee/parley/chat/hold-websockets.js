// Runs before the page: a WebSocket does not begin to connect before the test says so.
{
  const Real = window.WebSocket;
  const released = new Promise((release) => (window.releaseWebSockets = release));
  window.WebSocket = class {
    constructor(...args) {
      released.then(() => {
        this.real = new Real(...args);
        this.real.binaryType = this.binaryType;
        for (const type of ["open", "message", "error", "close"]) {
          this.real["on" + type] = (event) => this["on" + type]?.(event);
        }
      });
    }
    send(data) {
      this.real.send(data);
    }
    close() {
      this.real?.close();
    }
  };
}
