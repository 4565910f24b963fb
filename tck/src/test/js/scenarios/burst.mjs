// SPDX-License-Identifier: Apache-2.0
// Proves: CLI-4-6
export default async function ({ assert, connect }) {
  const socket = await connect("/echo");
  const answers = [];
  await new Promise((resolve) => {
    for (let i = 0; i < 1000; i++) {
      socket.emit("value", i, (answer) => {
        answers.push(answer);
        if (answers.length === 1000) resolve();
      });
    }
  });
  assert.deepEqual(answers, Array.from({ length: 1000 }, (_, i) => i));
}
