// SPDX-License-Identifier: Apache-2.0
// The options of each variant of the TCK application; in Java they are in ee.parley.tck.server.Variant.

export const variants = {
  defaults: {},
  hasty: {
    pingInterval: 300,
    pingTimeout: 500,
    upgradeTimeout: 300,
    connectTimeout: 1000,
    cors: { origin: "*" },
    cookie: { name: "io", path: "/", httpOnly: true, sameSite: "lax" },
    connectionStateRecovery: { maxDisconnectionDuration: 60_000 },
  },
  guarded: {
    maxHttpBufferSize: 10_000,
    allowUpgrades: false,
    httpCompression: false,
    cors: {
      origin: ["https://a.example", "https://b.example"],
      credentials: true,
      methods: ["GET", "POST"],
      allowedHeaders: ["x-tck"],
      exposedHeaders: ["x-seen"],
      maxAge: 600,
    },
  },
};
