// SPDX-License-Identifier: Apache-2.0
// Images as the server takes them: of a known type, and small enough for one message.

export const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** The server's limit. Below 3/4 of its 1 MB for one message: long-polling carries bytes as base64. */
export const LIMIT = 512 * 1024;

/** Returns `{ bytes, type, name }`: the file as it is, or, where it is too large, a smaller copy. Throws what to tell the visitor. */
export async function prepare(file) {
  if (!TYPES.includes(file.type)) throw new Error("Only PNG, JPEG, GIF and WebP images can be sent.");
  if (file.size <= LIMIT) return { bytes: await file.arrayBuffer(), type: file.type, name: file.name };
  if (file.type === "image/gif") throw new Error("A GIF may have 512 KB at most.");
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error("This file cannot be read as an image.");
  }
  for (const side of [1920, 1280, 960, 640]) {
    const copy = await scaled(bitmap, side);
    if (copy && copy.size <= LIMIT) return { bytes: await copy.arrayBuffer(), type: copy.type, name: file.name };
  }
  throw new Error("This image is too large to send.");
}

function scaled(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}
